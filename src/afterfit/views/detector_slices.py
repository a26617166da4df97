"""Where a detector fails: slices of images, drawn and as a table."""

from collections.abc import Iterator
from math import isnan
from typing import Any

from afterfit.results import DetectorSliceRow, DetectorSlices
from afterfit.views.charts import PERCENT_LABELS, Chart, shortened
from afterfit.views.detector_words import images_line
from afterfit.views.intervals import interval_values
from afterfit.views.numbers import count, counted, decimal, interval, p_value, percent
from afterfit.views.slice_charts import LONGEST, WORST, place_of, pooled_note, slice_chart
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.wording.attributes import column_words, slice_words
from afterfit.wording.numbers import NO_VALUE

_WORSE, _NOT_WORSE = "surely found less often than in the rest", "not surely less often"


def worst_images_first(slices: DetectorSlices) -> list[DetectorSliceRow]:
    """Return slices that are surely worse first, then by falling gain, those unknown last."""
    return sorted(
        slices.rows, key=lambda row: place_of(row.is_worse, row.gain, untested=isnan(row.gain))
    )


def chart_detector_slices(slices: DetectorSlices, most: int = WORST) -> Chart:
    """Return the recall of slices with intervals, beside a line at that of all images.

    The slices are those in which most would be gained, by rising recall.
    """
    known = [row for row in worst_images_first(slices) if row.n_objects]
    shown = sorted(known[:most], key=lambda row: row.recall.value)
    return slice_chart(
        "Recall by slice",
        f"{_scope(slices)}: recall {interval(slices.recall, reason='no objects')} of all images.",
        [_point(row) for row in shown],
        slices.recall.value,
        axis={
            "title": "Recall, share of the objects that are found",
            "tickCount": 6,
            "labelExpr": PERCENT_LABELS,
        },
        verdicts=(_WORSE, _NOT_WORSE),
        tooltip=_TOOLTIP,
        subtitle=f"{_scope(slices)}; dashed: {percent(slices.recall.value)} of all images\n"
        f"Confidence {decimal(slices.confidence)} or more; {count(len(shown))} of "
        f"{counted(len(slices.rows), 'slice')} shown; lines: 95 % intervals",
    )


_TOOLTIP = {
    "slice": "Slice",
    "text": "Recall",
    "difference": "Against the rest",
    "alarms": "False alarms an image",
    "ap": "AP",
    "n": "Images, objects",
}


def _point(row: DetectorSliceRow) -> dict[str, Any]:
    name = slice_words(row.column, row.value)
    return {
        "slice": name,
        "name": f"{shortened(name, LONGEST)} ({counted(row.n_objects, 'object')})",
        "n": f"{count(row.n_images)}, {count(row.n_objects)}",
        "difference": interval(row.recall_difference),
        "alarms": interval(row.false_alarms),
        "ap": interval(row.ap),
        "verdict": _WORSE if row.misses_more else _NOT_WORSE,
        **interval_values(row.recall),
    }


def describe_detector_slices(slices: DetectorSlices) -> str:
    """Return the worst slices in one sentence or two, or that none is surely worse."""
    start, n = f"{_scope(slices)}:", counted(len(slices.rows), "slice")
    ordered = worst_images_first(slices)
    missing = next((row for row in ordered if row.misses_more), None)
    alarming = max(
        (row for row in ordered if row.alarms_more),
        key=lambda row: row.alarms_difference.value * row.n_images,
        default=None,
    )
    if missing is None and alarming is None:
        return (
            f"{start} in none of {n} are objects surely found less often, or false alarms surely "
            "more frequent, than in the others."
        )
    return " ".join([start, *_worst(missing, alarming)])


def _worst(missing: DetectorSliceRow | None, alarming: DetectorSliceRow | None) -> Iterator[str]:
    if missing is not None:
        yield (
            f"objects are surely found less often where {_named(missing)}: "
            f"{interval(missing.recall)} of {counted(missing.n_objects, 'object')}, "
            f"{percent(missing.share_of_misses)} of all that are missed."
        )
    if alarming is not None:
        yield (
            f"False alarms are surely more frequent where {_named(alarming)}: "
            f"{interval(alarming.false_alarms)} an image."
        )


def _named(row: DetectorSliceRow) -> str:
    return f"{column_words(row.column)} is {row.value}"


def table_detector_slices(slices: DetectorSlices, most: int | None = None) -> Table:
    """Return one row a slice, those that are surely worse first, then by what would be gained."""
    ordered = worst_images_first(slices)
    rows = ordered if most is None else ordered[:most]
    left = len(ordered) - len(rows)
    note = f"{_scope(slices)}; detections of confidence {decimal(slices.confidence)} or more. "
    note += _NOTE + (f" Not shown: {counted(left, 'slice')}." if left else "")
    note += pooled_note(slices.columns)
    columns = [
        "Slice", ">Images, objects", ">AP", ">Recall", ">Against the rest",
        ">False alarms an image",
        ">Alarms, against the rest", ">Of all misses",
    ]  # fmt: skip
    title = f"Images by slice, {slices.variant}"
    return make_table(title, columns, map(_cells, rows), note=note, folds=True)


_NOTE = (
    "Against the rest: minus that of all other images. p: of no difference, corrected for all "
    f"differences of the table (Benjamini-Hochberg); {NO_VALUE} with fewer than five images inside "
    "or outside. AP: the mean over the classes that the slice holds, so not to be compared where "
    "slices hold others."
)


def _cells(row: DetectorSliceRow) -> list[str]:
    alarms = f"{interval(row.alarms_difference)}, {p_value(row.alarms_p_value)}"
    return [
        slice_words(row.column, row.value),
        f"{count(row.n_images)}, {count(row.n_objects)}",
        kept_together(interval(row.ap, reason="no objects")),
        kept_together(interval(row.recall, reason="no objects")),
        kept_together(f"{interval(row.recall_difference)}, {p_value(row.recall_p_value)}"),
        kept_together(interval(row.false_alarms)),
        kept_together(alarms),
        kept_together(percent(row.share_of_misses, reason="no misses")),
    ]


def _scope(slices: DetectorSlices) -> str:
    return images_line(slices.variant, slices.split, slices.scope.n_samples)
