"""The part of an anomaly analysis that a rule looks at."""

from collections.abc import Callable

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Verdict, not_applicable
from afterfit.results import AnomalyAnalysis, AnomalyVariant, Detection, NoDetection


def scores_on_test(
    judge: Callable[[AnomalyVariant], Verdict],
) -> Callable[[AnomalyAnalysis], Verdict]:
    """Let *judge* see the reference variant on the test split, if there are any samples."""

    def judge_analysis(analysis: AnomalyAnalysis) -> Verdict:
        first = analysis.variants[0].variant if analysis.variants else ""
        variant = analysis.of(first, JUDGED_SPLIT)
        if variant is None or variant.quality.scope.n_samples == 0:
            return not_applicable("There are no scores on the test split.")
        return judge(variant)

    return judge_analysis


def alarms_on_test(
    judge: Callable[[AnomalyVariant, Detection], Verdict],
) -> Callable[[AnomalyAnalysis], Verdict]:
    """Let *judge* see the alarms of the reference variant on test, if it has a threshold."""

    def judge_variant(variant: AnomalyVariant) -> Verdict:
        if isinstance(variant.detection, NoDetection):
            return not_applicable(f"There are no alarms: {variant.detection.reason}.")
        return judge(variant, variant.detection)

    return scores_on_test(judge_variant)
