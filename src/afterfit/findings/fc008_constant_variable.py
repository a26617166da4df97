"""FC008: a variable never changes."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import constant_names
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import ForecastVariant


def _judge(variant: ForecastVariant) -> Verdict:
    return constant_names([(one.name, one.target_std) for one in variant.quality.variables])


RULE = Rule(
    code="FC008",
    title="A variable never changes",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Check that the column is the variable that you mean.",
        "Test on a stretch where it changes.",
    ),
    source="scikit-learn: r2_score says 1 or 0 of a constant target, by convention",
)
