"""Where a model that predicts numbers fails: slices by the size of their errors."""

from collections.abc import Sequence
from typing import Any

from afterfit.results import ErrorSliceRow, ErrorSlices
from afterfit.views.charts import Chart, shortened
from afterfit.views.error_numbers import error_interval, error_value, named
from afterfit.views.numbers import count, counted, percent, significant
from afterfit.views.scope import scope_line
from afterfit.views.slice_charts import (
    LONGEST,
    WORST,
    by_gain,
    corrected,
    slice_chart,
    slices_note,
)
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.wording import quantity
from afterfit.wording.attributes import slice_words

_WORSE, _NOT_WORSE = "surely larger than in the rest", "not surely larger"


def worst_errors_first(slices: ErrorSlices) -> list[ErrorSliceRow]:
    """Return slices that are surely worse first, then by falling gain, those untested last."""
    return by_gain(slices.rows, lambda row: row)


def chart_error_slices(slices: ErrorSlices, most: int = WORST) -> Chart:
    """Return the mean absolute error of slices with intervals, beside a line at that of all.

    The slices are those in which most would be gained, by falling error.
    """
    shown = sorted(worst_errors_first(slices)[:most], key=lambda row: -row.mae.value)
    return slice_chart(
        f"Error by slice: {slices.output}",
        _drawn(slices, shown),
        [_point(row, slices.unit) for row in shown],
        slices.mae.value,
        axis={
            "title": f"Mean absolute error of {named(slices.output, slices.unit)}",
            "tickCount": 6,
        },
        verdicts=(_WORSE, _NOT_WORSE),
        tooltip=_TOOLTIP,
        subtitle=_subtitle(slices, len(shown)),
    )


_TOOLTIP = {
    "slice": "Slice",
    "text": "Mean absolute error",
    "n": "Samples",
    "difference": "Against the rest",
    "share": "Of all absolute error",
}


def _point(row: ErrorSliceRow, unit: str) -> dict[str, Any]:
    name, n = slice_words(row.column, row.value), count(row.n_samples)
    return {
        "slice": name,
        "name": f"{shortened(name, LONGEST)} (n = {n})",
        "n": n,
        "difference": error_interval(row.difference, unit),
        "share": percent(row.share_of_error, reason="no error"),
        "verdict": _WORSE if row.is_worse else _NOT_WORSE,
        "value": significant(row.mae.value, 5),
        "low": significant(row.mae.low, 5),
        "high": significant(row.mae.high, 5),
        "text": error_interval(row.mae, unit),
    }


def _subtitle(slices: ErrorSlices, n_shown: int) -> str:
    return (
        f"{scope_line(slices.scope)}; dashed: {error_value(slices.mae, slices.unit)} of all samples"
        f"\n{count(n_shown)} of {counted(len(slices.rows), 'slice')} shown, with most to gain; "
        "lines: 95 % intervals"
    )


def _drawn(slices: ErrorSlices, shown: Sequence[ErrorSliceRow]) -> str:
    """Return the ends of what is drawn, for people who cannot see it."""
    start = (
        f"{scope_line(slices.scope)}: mean absolute error {error_value(slices.mae, slices.unit)} "
        "of all samples"
    )
    if not shown:
        return f"{start}."
    highest, lowest = (
        f"{error_value(row.mae, slices.unit)} where {slice_words(row.column, row.value)}"
        for row in (shown[0], shown[-1])
    )
    return f"{start}, from {lowest} to {highest}."


def describe_error_slices(slices: ErrorSlices) -> str:
    """Return the worst slice in one sentence, or that none is surely worse."""
    start = f"{scope_line(slices.scope)}, {slices.output}:"
    worse = [row for row in worst_errors_first(slices) if row.is_worse]
    n = counted(len(slices.rows), "slice")
    if not worse:
        return f"{start} in none of {n} are errors surely larger than in the others."
    worst = worse[0]
    return (
        f"{start} in {count(len(worse))} of {n} errors are surely larger than in the others, first "
        f"of all {slice_words(worst.column, worst.value)}: {error_interval(worst.mae, slices.unit)}"
        f" on {counted(worst.n_samples, 'sample')}, {percent(worst.share_of_error)} of all absolute"
        " error."
    )


def table_error_slices(slices: ErrorSlices, most: int | None = None) -> Table:
    """Return one row a slice, those that are surely worse first, then by what would be gained."""
    ordered = worst_errors_first(slices)
    rows = ordered if most is None else ordered[:most]
    columns = [
        "Slice", ">Samples", ">Recordings", ">Mean absolute error", ">Bias", ">Against the rest",
        ">p", ">Of all error", ">To gain",
    ]  # fmt: skip
    note = slices_note(slices, _NOTE, len(ordered) - len(rows))
    title = f"Errors by slice: {named(slices.output, slices.unit)}"
    return make_table(title, columns, map(_cells, rows), note=note, folds=True)


_NOTE = (
    "Against the rest: mean absolute error minus that of all other samples. p: of no difference, "
    "corrected for the number of slices and outputs (Benjamini-Hochberg); – with fewer than five "
    "recordings inside or outside. To gain: what the mean absolute error of all samples would fall "
    "by, if the slice were as good as the others."
)


def _cells(row: ErrorSliceRow) -> list[str]:
    return [
        slice_words(row.column, row.value),
        count(row.n_samples),
        count(row.n_sources),
        kept_together(error_interval(row.mae)),
        kept_together(error_interval(row.bias)),
        kept_together(error_interval(row.difference)),
        kept_together(corrected(row.p_value)),
        kept_together(percent(row.share_of_error, reason="no error")),
        kept_together(quantity(max(row.gain, 0.0))),
    ]
