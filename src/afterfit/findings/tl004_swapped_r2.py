"""TL004: an R² with swapped arguments."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.results import TensorlabRecord


def _judge(record: TensorlabRecord) -> Verdict:
    known = [one for one in record.numbers if one.metric == "r2"]
    swapped = [one for one in known if one.stage != "test"]
    if not known:
        return not_applicable("run.log has no R².")
    if not swapped:
        return clear("The only R² is that of the test, whose order is right.")
    one = swapped[0]
    return raised(
        f"The R² of {one.stage}, {one.value:g} (run.log, line {one.line}), divides by the variance "
        "of the predictions instead of the targets.",
        r2=one.value,
        line=one.line,
    )


RULE = Rule(
    code="TL004",
    title="An R² with swapped arguments",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Use the R² of this report, or that of the test of a regression, whose order is right.",
        "Do not choose a bit width by the difference of the two.",
    ),
    source="Tiny ML Tensorlab, get_r2_score; torcheval, r2_score(input, target)",
)
