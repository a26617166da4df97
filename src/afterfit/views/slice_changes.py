"""What a candidate changes in each slice."""

from afterfit.results import SliceChange, SliceChanges
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
    axis = {"title": "Change of the accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 6}
    labels = {"labelLimit": 380, "title": None, "domain": False, "ticks": False}
    marks = {
        "data": {"values": values},
        "encoding": {
            "x": {"field": "value", "type": "quantitative", "axis": axis},
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
    return make_chart(
        f"{changes.candidate.variant} against {changes.reference.variant}, by slice",
        describe_slice_changes(changes),
        {"width": 360, "height": {"step": 24}, "layer": [zero, marks]},
        subtitle=f"{_pair_line(changes)}\n{count(len(shown))} of "
        f"{counted(len(changes.rows), 'slice')} shown, the largest losses; lines: 95 % intervals",
    )


def describe_slice_changes(changes: SliceChanges) -> str:
    """Return the slice that loses most, in one sentence."""
    lost = next(iter(changes_first(changes)), None)
    worst = f" Most is lost in {slice_name(lost)}: {interval(lost.change)}." if lost else ""
    return f"{_pair_line(changes)}.{worst}"


def _pair_line(changes: SliceChanges) -> str:
    return f"{changes.candidate.split} split, {samples_text(changes.candidate)}"


def table_slice_changes(changes: SliceChanges, most: int | None = None) -> Table:
    """Return one row a slice with the accuracy of both variants, the largest loss first."""
    ordered = changes_first(changes)
    rows = ordered if most is None else ordered[:most]
    columns = [
        "Slice", ">Samples", f">{changes.reference.variant}", f">{changes.candidate.variant}",
        ">Change", ">Change elsewhere", ">p",
    ]  # fmt: skip
    left = len(ordered) - len(rows)
    note = f"{_pair_line(changes)}. p: of the same change in and outside the slice, corrected for "
    note += "the number of slices."
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
        kept_together(interval(row.change_elsewhere)),
        kept_together(corrected(row.p_value)),
    ]
