"""TL002: an F1 that is the accuracy."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.results import ReportedNumber, TensorlabRecord


def _judge(record: TensorlabRecord) -> Verdict:
    stages = {one.stage: one for one in record.numbers if one.metric == "accuracy"}
    pairs = [
        (one, stages[one.stage])
        for one in record.numbers
        if one.metric == "f1" and one.stage in stages
    ]
    if not pairs:
        return not_applicable("run.log has no F1 beside an accuracy.")
    same = [(f1, other) for f1, other in pairs if _equal(f1, other)]
    if not same:
        return clear("No F1 equals the accuracy of its stage.")
    f1, accuracy = same[0]
    return raised(
        f"The F1 of {f1.stage}, {f1.value:.3f}, is the accuracy {accuracy.value:.2%} once more: it "
        "says nothing about rare classes.",
        f1=f1.value,
        accuracy=accuracy.value,
        line=f1.line,
    )


def _equal(f1: ReportedNumber, accuracy: ReportedNumber) -> bool:
    return abs(f1.value - accuracy.value) <= f1.rounding + accuracy.rounding + 1e-9


RULE = Rule(
    code="TL002",
    title="An F1 that is the accuracy",
    severity="info",
    judge=_judge,
    next_steps=(
        "Read the macro F1 of this report instead; do not quote Tensorlab's.",
        "Compare classes by their recall where they are not of equal size.",
    ),
    source="torcheval, multiclass_f1_score (average='micro' by default)",
)
