"""FC006: the quantised model has larger errors than its reference."""

from afterfit.findings.numbers_judged import quantised_loss
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import ForecastAnalysis


def _judge(analysis: ForecastAnalysis) -> Verdict:
    return quantised_loss(analysis.comparisons)


RULE = Rule(
    code="FC006",
    title="Error added by quantisation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Check the scale of the output: 256 steps over a range that few values use are coarse.",
        "Use more calibration data, from every condition.",
        "Keep the last layer at higher precision, or give it 16-bit outputs.",
        "Train with quantisation in the loop (QAT instead of PTQ).",
    ),
    source="Tensorlab §8.6.10",
)
