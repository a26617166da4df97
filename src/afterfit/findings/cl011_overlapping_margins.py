"""CL011: right and wrong predictions are equally sure of themselves."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent
from afterfit.results import MarginHistogram, VariantAnalysis

LOW = 0.70
FEWEST = 20
"""With fewer right or wrong predictions their histograms say little."""


def _judge(variant: VariantAnalysis) -> Verdict:
    overall = variant.margins.overall
    right, wrong = int(overall.correct.sum()), int(overall.wrong.sum())
    if min(right, wrong) < FEWEST:
        few = f"{count(right, 'right prediction')} and {count(wrong, 'wrong one')}"
        return not_applicable(f"{few} are too few to compare how sure they are.")
    if ((overall.correct + overall.wrong) > 0).sum() == 1:
        return not_applicable("All predictions are equally sure, as hard predictions are.")
    ahead = _chance_right_is_surer(overall)
    claim = (
        f"In {percent(ahead)} of all pairs of a right and a wrong prediction the right one is surer"
    )
    evidence = {"right_is_surer": ahead, "n_right": right, "n_wrong": wrong}
    if ahead < LOW:
        return raised(f"{claim}; 50 % is no separation at all.", **evidence)
    return clear(f"{claim}.", **evidence)


def _chance_right_is_surer(histogram: MarginHistogram) -> float:
    below = histogram.wrong.cumsum() - histogram.wrong
    wins_twice = int((histogram.correct * (2 * below + histogram.wrong)).sum())
    return wins_twice / (2 * int(histogram.correct.sum()) * int(histogram.wrong.sum()))


RULE = Rule(
    code="CL011",
    title="Wrong predictions are as confident as right ones",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Do not use a minimum confidence to reject mistakes: right answers would go as well.",
        "Look at the most confident errors: wrong labels make right answers look wrong.",
        "Improve the feature extraction, so that the classes lie further apart.",
        "Average the scores of several windows before deciding.",
    ),
    source="Tensorlab §8.6.6",
)
