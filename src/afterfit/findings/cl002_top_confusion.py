"""CL002: one pair of classes carries most of the errors."""

from itertools import combinations
from typing import NamedTuple

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, percent
from afterfit.results import VariantAnalysis

FEWEST_ERRORS = 10
SMALLEST_SHARE_OF_CLASS = 0.05
SMALLEST_SHARE_OF_ERRORS = 0.5
ONE_WAY = 0.8
"""From this share on, a confusion is said to go one way."""


class _Pair(NamedTuple):
    taken: int
    """Class whose samples are taken for the other more often."""
    for_class: int
    n_there: int
    n_back: int

    @property
    def n(self) -> int:
        return self.n_there + self.n_back


def _judge(variant: VariantAnalysis) -> Verdict:
    counts, names = variant.confusion.counts, variant.confusion.class_names
    n_errors = sum(sum(row) for row in counts) - sum(counts[k][k] for k in range(len(counts)))
    if len(names) < 2:
        return not_applicable("There is only one class.")
    if n_errors < FEWEST_ERRORS:
        return clear(f"{count(n_errors, 'error')}, too few to show a pattern.", n_errors=n_errors)
    pair = max(_pairs(counts), key=lambda pair: pair.n)
    evidence = _evidence(pair, names, n_errors)
    claim = _claim(pair, names, n_errors, sum(counts[pair.taken]))
    return (raised if _stands_out(pair, counts, n_errors) else clear)(claim, **evidence)


def _pairs(counts: tuple[tuple[int, ...], ...]) -> list[_Pair]:
    pairs = []
    for i, j in combinations(range(len(counts)), 2):
        there, back = counts[i][j], counts[j][i]
        pairs.append(_Pair(i, j, there, back) if there >= back else _Pair(j, i, back, there))
    return pairs


def _stands_out(pair: _Pair, counts: tuple[tuple[int, ...], ...], n_errors: int) -> bool:
    seen = sum(1 for row in counts if sum(row))
    n_pairs = max(1, seen * (seen - 1) // 2)
    often = pair.n_there >= FEWEST_ERRORS
    often = often and pair.n_there >= SMALLEST_SHARE_OF_CLASS * sum(counts[pair.taken])
    if n_pairs == 1:  # two classes have no other pair: only a direction can stand out
        return often and pair.n_there >= ONE_WAY * n_errors
    return often and pair.n >= max(SMALLEST_SHARE_OF_ERRORS, 2 / n_pairs) * n_errors


def _claim(pair: _Pair, names: tuple[str, ...], n_errors: int, n_class: int) -> str:
    taken, for_class = names[pair.taken], names[pair.for_class]
    if pair.n_there >= ONE_WAY * pair.n:
        return (
            f"{pair.n_there:,} of {count(n_errors, 'error')} "
            f"{agreeing(pair.n_there, 'is', 'are')} {taken} "
            f"taken for {for_class} ({percent(pair.n_there / n_class) if n_class else 'none'} of "
            f"{taken}), "
            f"{pair.n_back:,} the other way."
        )
    return (
        f"{pair.n:,} of {count(n_errors, 'error')} {agreeing(pair.n, 'is', 'are')} between "
        f"{taken} and {for_class}, "
        f"{pair.n_there:,} {taken} taken for {for_class} and {pair.n_back:,} the other way."
    )


def _evidence(pair: _Pair, names: tuple[str, ...], n_errors: int) -> Evidence:
    return {
        "true_class": names[pair.taken],
        "predicted_class": names[pair.for_class],
        "n_confused": pair.n_there,
        "n_other_way": pair.n_back,
        "n_errors": n_errors,
        "share_of_errors": pair.n / n_errors,
    }


RULE = Rule(
    code="CL002",
    title="One confusion carries the errors",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the confused samples: is the label right, is the difference visible at all?",
        "See whether they come from a few recordings.",
        "If it goes one way, move the threshold of the class that is answered too often.",
        "Record more of both classes in the conditions where they are confused.",
        "Add features in which the two differ, or merge the classes if they need no telling apart.",
    ),
    source="Tensorlab §8.6.4, §8.6.18",
)
