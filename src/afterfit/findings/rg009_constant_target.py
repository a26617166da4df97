"""RG009: a target never changes."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import constant_names
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import RegressionVariant


def _judge(variant: RegressionVariant) -> Verdict:
    return constant_names([(one.name, one.target_std) for one in variant.quality.outputs])


RULE = Rule(
    code="RG009",
    title="A target that never changes",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Check that the column is the target, and not a setting of the recording.",
        "Test on recordings where the target changes.",
    ),
    source="scikit-learn: r2_score says 1 or 0 of a constant target, by convention",
)
