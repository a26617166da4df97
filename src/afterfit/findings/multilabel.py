"""The part of a multi-label analysis that a rule looks at."""

from collections.abc import Callable

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Verdict, not_applicable
from afterfit.results import MultilabelAnalysis, MultilabelVariant


def labels_on_test(
    judge: Callable[[MultilabelVariant], Verdict],
) -> Callable[[MultilabelAnalysis], Verdict]:
    """Let *judge* see the reference variant on the test split, if there are any samples."""

    def judge_analysis(analysis: MultilabelAnalysis) -> Verdict:
        variant = reference_on_test(analysis)
        if variant is None or variant.quality.scope.n_samples == 0:
            return not_applicable("There are no predictions on the test split.")
        return judge(variant)

    return judge_analysis


def reference_on_test(analysis: MultilabelAnalysis) -> MultilabelVariant | None:
    """Return the reference variant, which is the first one, on test; None if not tested."""
    if not analysis.variants:
        return None
    return analysis.of(analysis.variants[0].variant, JUDGED_SPLIT)
