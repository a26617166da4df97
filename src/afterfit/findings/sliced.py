"""The slices that a rule looks at."""

from collections.abc import Callable

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Verdict, not_applicable
from afterfit.results import (
    Analysis,
    DetectorSliceRow,
    ErrorPattern,
    ErrorSliceRow,
    SliceChange,
    SliceRow,
    Slices,
)
from afterfit.wording.attributes import column_words


def where(
    one: SliceRow | ErrorSliceRow | DetectorSliceRow | SliceChange | ErrorPattern,
) -> str:
    """Return the slice of *one* as it follows "where" in a claim."""
    return f"{column_words(one.column)} is {one.value}"


def none_tested(n_slices: int) -> Verdict:
    """Return that recordings are too few to judge any slice."""
    return not_applicable(
        "No slice has five recordings inside and five outside, so none can be judged.",
        n_slices=n_slices,
    )


def on_slices(judge: Callable[[Slices], Verdict]) -> Callable[[Analysis], Verdict]:
    """Let *judge* see the slices of the reference variant on the test split, if there are any."""

    def judge_analysis(analysis: Analysis) -> Verdict:
        if not analysis.slices:
            return not_applicable("No columns were named or derived to slice by.")
        reference = analysis.variants[0].variant
        for one in analysis.slices:
            if (one.scope.variant, one.scope.split) == (reference, JUDGED_SPLIT):
                return judge(one)
        return not_applicable("There are no predictions on the test split.")

    return judge_analysis
