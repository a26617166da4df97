"""The part of an analysis that a rule looks at."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from afterfit.findings.rule import Verdict, not_applicable
from afterfit.results import (
    Analysis,
    NoTemperatureOffer,
    OperatingPoints,
    QuantizationCost,
    TemperatureOffer,
    VariantAnalysis,
)

JUDGED_SPLIT = "test"


def reference_on(analysis: Analysis, split: str) -> VariantAnalysis | None:
    """Return the reference variant, which is the first one, on a split; None if not tested."""
    if not analysis.variants:
        return None
    return analysis.of(analysis.variants[0].variant, split)


def on_test(judge: Callable[[VariantAnalysis], Verdict]) -> Callable[[Analysis], Verdict]:
    """Let *judge* see the reference variant on the test split, if there are any samples."""

    def judge_analysis(analysis: Analysis) -> Verdict:
        variant = reference_on(analysis, JUDGED_SPLIT)
        if variant is None or variant.quality.scope.n_samples == 0:
            return not_applicable("There are no predictions on the test split.")
        return judge(variant)

    return judge_analysis


def comparison_on_test(analysis: Analysis) -> QuantizationCost | None:
    """Return the comparison of both variants on the test split; None where there is none."""
    for cost in analysis.comparisons:
        if cost.reference.split == JUDGED_SPLIT and cost.reference.n_samples:
            return cost
    return None


Answer = TypeVar("Answer", TemperatureOffer | NoTemperatureOffer, OperatingPoints)


def of_reference(analysis: Analysis, answers: Sequence[Answer]) -> Answer | None:
    """Return the answer of the reference variant, None where there is none."""
    if not analysis.variants:
        return None
    reference = analysis.variants[0].variant
    return next((one for one in answers if _variant_of(one) == reference), None)


def _variant_of(answer: TemperatureOffer | NoTemperatureOffer | OperatingPoints) -> str:
    match answer:
        case NoTemperatureOffer():
            return answer.variant
        case TemperatureOffer() | OperatingPoints():
            return answer.reported_on.variant
