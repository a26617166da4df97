"""RG006: one range of the target carries the error."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import OutputErrors, RangeRow, RegressionVariant

FEWEST_RANGES = 4
TIMES = 2.5
"""How many times its share of the samples a range may hold of the absolute error."""


def _judge(variant: RegressionVariant) -> Verdict:
    known = [one for one in variant.outputs if len(one.ranges) >= FEWEST_RANGES]
    if not known:
        return not_applicable("There are too few samples, or different targets, to split.")
    pairs = [(one, row) for one in known for row in one.ranges]
    worst, row = max(pairs, key=lambda pair: _times(*pair))
    fair = row.n_samples / sum(each.n_samples for each in worst.ranges)
    share = _times(worst, row) * fair
    evidence: Evidence = {"output": worst.name, "share": share, "share_of_samples": fair}
    claim = (
        f"{worst.name} from {number(row.low)} to {number(row.high, worst.unit)} holds "
        f"{percent(share)} of the absolute error and {percent(fair)} of the samples."
    )
    surely = row.mae.low > 2 * _mean(worst)
    return (raised if surely and _times(worst, row) >= TIMES else clear)(claim, **evidence)


def _times(one: OutputErrors, row: RangeRow) -> float:
    mean = _mean(one)
    return row.mae.value / mean if mean else 0.0


def _mean(one: OutputErrors) -> float:
    n = sum(row.n_samples for row in one.ranges)
    return sum(row.mae.value * row.n_samples for row in one.ranges) / n


RULE = Rule(
    code="RG006",
    title="Errors gather in one part of the range",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Quote the error of this range apart from the others.",
        "Record more of this range, or weight it in training.",
        "If the error grows with the target, train on its logarithm (see RG003).",
    ),
    source="Tensorlab §8.6.12",
)
