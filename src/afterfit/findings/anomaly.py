"""The part of an anomaly analysis that a rule looks at."""

from collections.abc import Callable

from afterfit.findings.judged import OfVariants, on_test
from afterfit.findings.rule import Verdict, not_applicable
from afterfit.results import AnomalyVariant, Detection, NoDetection


def scores_on_test(
    judge: Callable[[AnomalyVariant], Verdict],
) -> Callable[[OfVariants[AnomalyVariant]], Verdict]:
    """Let *judge* see the reference variant on the test split, if there are any samples."""
    return on_test(judge, "There are no scores on the test split.")


def alarms_on_test(
    judge: Callable[[AnomalyVariant, Detection], Verdict],
) -> Callable[[OfVariants[AnomalyVariant]], Verdict]:
    """Let *judge* see the alarms of the reference variant on test, if it has a threshold."""

    def judge_variant(variant: AnomalyVariant) -> Verdict:
        if isinstance(variant.detection, NoDetection):
            return not_applicable(f"There are no alarms: {variant.detection.reason}.")
        return judge(variant, variant.detection)

    return scores_on_test(judge_variant)
