"""Whether a detector surely fails in a part of the images."""

import math
from collections.abc import Sequence

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.sliced import where
from afterfit.findings.wording import count, interval, listing, percent, points
from afterfit.results import DetectorAnalysis, DetectorSliceRow, DetectorSlices
from afterfit.results.lookup import found_at
from afterfit.wording.attributes import slice_words

SMALLEST_GAP = 0.02
"""Loss of recall that matters."""
SMALLEST_GROWTH = 0.1
"""Growth of false alarms an image, in relation to that of the rest, that matters."""


def judge_detector_slices(analysis: DetectorAnalysis) -> Verdict:
    """Raise where the reference variant on the test split surely misses more in a slice.

    Or where it surely has more false alarms an image than in the rest.
    """
    if not analysis.slices:
        return not_applicable("No attributes of images were named to slice by.")
    found = found_at(analysis.slices, analysis.variants[0].variant, JUDGED_SPLIT)
    if found is None:
        return not_applicable("There are no detections on the test split.")
    if not found.n_tested:
        return not_applicable(
            "No slice has five images inside and five outside, so none can be judged.",
            n_slices=len(found.rows),
        )
    missing = sorted(filter(_misses, found.rows), key=lambda row: -row.gain)
    alarming = sorted(filter(_alarms, found.rows), key=_added_alarms, reverse=True)
    if not missing and not alarming:
        return clear(
            f"In none of {count(len(found.rows), 'slice')} are objects surely found "
            f"{points(SMALLEST_GAP)} less often, or false alarms surely {percent(SMALLEST_GROWTH)} "
            "more frequent, than in the rest.",
            n_tested=found.n_tested,
        )
    return _raised(missing, alarming, found)


def _misses(row: DetectorSliceRow) -> bool:
    return row.misses_more and -row.recall_difference.value >= SMALLEST_GAP


def _alarms(row: DetectorSliceRow) -> bool:
    rest = row.false_alarms.value - row.alarms_difference.value
    return row.alarms_more and row.alarms_difference.value >= SMALLEST_GROWTH * rest


def _added_alarms(row: DetectorSliceRow) -> float:
    return row.alarms_difference.value * row.n_images


def _raised(
    missing: Sequence[DetectorSliceRow],
    alarming: Sequence[DetectorSliceRow],
    slices: DetectorSlices,
) -> Verdict:
    claims = [_missing_claim(row) for row in missing[:1]]
    claims += [_alarming_claim(row) for row in alarming[:1]]
    worst = (missing[:1] or alarming[:1])[0]
    told = (*missing[:1], *alarming[:1])
    others = [row for row in (*missing, *alarming) if row not in told]
    also = list(dict.fromkeys(slice_words(row.column, row.value) for row in others))
    if also:
        claims.append(f"Also worse: {listing(also)}.")
    evidence = _evidence(worst, slices, len({*missing, *alarming}))
    return raised(" ".join(claims), **evidence)


def _missing_claim(row: DetectorSliceRow) -> str:
    return (
        f"Where {where(row)}, the recall is {percent(row.recall.value)} {interval(row.recall)} of "
        f"{count(row.n_objects, 'object')} in {count(row.n_images, 'image')}, "
        f"{points(row.recall_difference.value)} less than in the rest; "
        f"{percent(row.share_of_misses)} of all misses lie there."
    )


def _alarming_claim(row: DetectorSliceRow) -> str:
    rest = row.false_alarms.value - row.alarms_difference.value
    return (
        f"Where {where(row)}, an image has {ends(row.false_alarms)} false alarms, "
        f"{rest:.3f} in the rest."
    )


def _evidence(row: DetectorSliceRow, slices: DetectorSlices, n_weak: int) -> Evidence:
    evidence: dict[str, float | int | str] = {
        "column": row.column,
        "value": row.value,
        "recall": row.recall.value,
        "recall_of_all": slices.recall.value,
        "recall_difference": row.recall_difference.value,
        "recall_corrected_p": row.recall_p_value,
        "false_alarms": row.false_alarms.value,
        "false_alarms_of_all": slices.false_alarms.value,
        "false_alarms_difference": row.alarms_difference.value,
        "false_alarms_corrected_p": row.alarms_p_value,
        "n_images": row.n_images,
        "n_objects": row.n_objects,
        "n_weak": n_weak,
        "n_tested": slices.n_tested,
    }
    return {
        name: value
        for name, value in evidence.items()
        if not (isinstance(value, float) and math.isnan(value))
    }
