"""What a candidate changes in each slice."""

from collections.abc import Sequence
from typing import Any

from afterfit.results import AnomalySliceChanges, SliceChange, SliceChanges
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart, shortened
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import count, counted, interval, percent
from afterfit.views.palette import QUIET, REFERENCE
from afterfit.views.scope import samples_text
from afterfit.views.slice_charts import LONGEST, WORST, corrected
from afterfit.views.slices import slice_name
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.wording import agreeing


def changes_first(changes: SliceChanges) -> list[SliceChange]:
    """Return slices by falling loss."""
    return sorted(changes.rows, key=lambda row: row.change.value)


def chart_slice_changes(changes: SliceChanges, most: int = WORST) -> Chart:
    """Return the change of the accuracy in the slices that lose most, with intervals."""
    shown = changes_first(changes)[:most]
    values = [
        {
            "name": f"{shortened(slice_name(row), LONGEST)} (n = {count(row.n_samples)})",
            **interval_values(row.change),
        }
        for row in shown
    ]
    return change_chart(
        f"{changes.candidate.variant} against {changes.reference.variant}, by slice",
        describe_slice_changes(changes),
        values,
        axis="Change of the accuracy",
        subtitle=f"{pair_line(changes)}\n{count(len(shown))} of "
        f"{counted(len(changes.rows), 'slice')} shown, the largest losses; lines: 95 % intervals",
    )


def change_chart(
    title: str, description: str, values: Sequence[dict[str, Any]], *, axis: str, subtitle: str
) -> Chart:
    """Return changes with intervals, one below the other, beside a line at no change.

    *values* hold ``name`` and what `interval_values` gives, in order.
    """
    x_axis = {"title": axis, "labelExpr": PERCENT_LABELS, "tickCount": 6}
    labels = {"labelLimit": 380, "title": None, "domain": False, "ticks": False}
    marks = {
        "data": {"values": list(values)},
        "encoding": {
            "x": {"field": "value", "type": "quantitative", "axis": x_axis},
            "y": {"field": "name", "type": "nominal", "sort": None, "axis": labels},
            "color": {"value": REFERENCE},
            "tooltip": [{"field": "name", "title": "Slice"}, {"field": "text", "title": "Change"}],
        },
        "layer": interval_layers(2, 60),
    }
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": QUIET},
        "encoding": {"x": {"field": "zero", "type": "quantitative"}},
    }
    spec = {"width": 360, "height": {"step": 24}, "layer": [zero, marks]}
    return make_chart(title, description, spec, subtitle=subtitle)


def describe_slice_changes(changes: SliceChanges) -> str:
    """Return in how many slices the candidate is surely better or worse, and where most so."""
    ordered = changes_first(changes)
    worse = [row for row in ordered if row.is_worse]
    better = [row for row in reversed(ordered) if row.is_better]
    n, names = (
        counted(len(ordered), "slice"),
        (changes.candidate.variant, changes.reference.variant),
    )
    return (
        f"{pair_line(changes)}: of {n}, {names[0]} is surely worse than {names[1]} in "
        f"{_told(worse)}, and surely better in {_told(better)}."
    )


def _told(rows: Sequence[SliceChange]) -> str:
    if not rows:
        return "none"
    return f"{count(len(rows))} (most in {slice_name(rows[0])}: {interval(rows[0].change)})"


def pair_line(changes: SliceChanges | AnomalySliceChanges) -> str:
    """Return on what both variants were tested."""
    return f"{changes.candidate.split} split, {samples_text(changes.candidate)}"


def table_slice_changes(changes: SliceChanges, most: int | None = None) -> Table:
    """Return one row a slice with the accuracy of both variants, the largest loss first."""
    ordered = changes_first(changes)
    rows = ordered if most is None else ordered[:most]
    columns = [
        "Slice", ">Samples", f">{changes.reference.variant}", f">{changes.candidate.variant}",
        ">Change", ">p", ">Change elsewhere", ">p of both alike",
    ]  # fmt: skip
    left = len(ordered) - len(rows)
    note = f"{pair_line(changes)}. p: of no change in the slice; of both alike: of the same "
    note += "change in and outside it; each corrected for the number of slices."
    if left:
        note += f" {counted(left, 'more slice')} {agreeing(left, 'is', 'are')} not shown."
    return make_table("What changes in each slice", columns, map(_change_cells, rows), note=note,
                      folds=True)  # fmt: skip


def _change_cells(row: SliceChange) -> list[str]:
    return [
        slice_name(row),
        count(row.n_samples),
        kept_together(percent(row.reference_accuracy)),
        kept_together(percent(row.candidate_accuracy)),
        kept_together(interval(row.change)),
        kept_together(corrected(row.p_no_change)),
        kept_together(interval(row.change_elsewhere)),
        kept_together(corrected(row.p_value)),
    ]
