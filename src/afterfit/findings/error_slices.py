"""Whether the errors of predicted numbers are surely larger in a part of the data."""

from collections.abc import Sequence

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.numbers_judged import ends, number
from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.sliced import none_tested, where
from afterfit.findings.wording import count, listing, percent
from afterfit.results import ErrorSliceRow, ErrorSlices, ForecastAnalysis, RegressionAnalysis
from afterfit.wording.attributes import slice_words

SMALLEST_GROWTH = 0.1
"""Growth of the mean absolute error, in relation to that of the rest, that matters."""


def judge_error_slices(analysis: RegressionAnalysis | ForecastAnalysis) -> Verdict:
    """Raise where the errors of the reference variant on the test split surely grow in a slice."""
    if not analysis.slices:
        return not_applicable("No columns were named or derived to slice by.")
    place = (analysis.variants[0].variant, JUDGED_SPLIT)
    found = [one for one in analysis.slices if (one.variant, one.split) == place]
    if not found:
        return not_applicable("There are no predictions on the test split.")
    n_tested = found[0].n_tested
    if not n_tested:
        return none_tested(sum(len(one.rows) for one in found))
    weak = [(one, row) for one in found for row in one.rows if _matters(row)]
    if not weak:
        return clear(
            f"In none of {count(n_tested, 'slice')} are errors surely {percent(SMALLEST_GROWTH)} "
            "larger than in the rest.",
            n_tested=n_tested,
        )
    return _raised(sorted(weak, key=lambda pair: -pair[1].gain / pair[0].mae.value), n_tested)


def _matters(row: ErrorSliceRow) -> bool:
    rest = row.mae.value - row.difference.value
    return row.is_worse and row.difference.value >= SMALLEST_GROWTH * rest


def _raised(weak: Sequence[tuple[ErrorSlices, ErrorSliceRow]], n_tested: int) -> Verdict:
    (slices, worst), *others = weak
    also = dict.fromkeys(slice_words(row.column, row.value) for _, row in others)
    also.pop(slice_words(worst.column, worst.value), None)
    more = f" Also worse: {listing(list(also))}." if also else ""
    return raised(_claim(worst, slices) + more, **_evidence(worst, slices, len(weak), n_tested))


def _claim(row: ErrorSliceRow, slices: ErrorSlices) -> str:
    rest = row.mae.value - row.difference.value
    return (
        f"Where {where(row)}, the mean absolute error of {slices.output} is "
        f"{ends(row.mae, slices.unit)} on {count(row.n_samples, 'sample')}, "
        f"{number(row.difference.value, slices.unit)} more than the {number(rest, slices.unit)} "
        f"of the rest; {percent(row.share_of_error)} of all absolute error lies there. As good as "
        f"the rest, it would take {number(row.gain, slices.unit)} off the mean absolute error of "
        f"all samples, {number(slices.mae.value, slices.unit)}."
    )


def _evidence(row: ErrorSliceRow, slices: ErrorSlices, n_weak: int, n_tested: int) -> Evidence:
    return {
        "column": row.column,
        "value": row.value,
        "output": slices.output,
        "mae": row.mae.value,
        "mae_of_all": slices.mae.value,
        "bias": row.bias.value,
        "difference": row.difference.value,
        "difference_low": row.difference.low,
        "difference_high": row.difference.high,
        "corrected_p": row.p_value,
        "n_samples": row.n_samples,
        "n_recordings": row.n_sources,
        "share_of_error": row.share_of_error,
        "gain": row.gain,
        "n_weak": n_weak,
        "n_tested": n_tested,
    }
