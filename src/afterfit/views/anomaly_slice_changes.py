"""What a candidate's alarms change in each slice."""

from afterfit.results import AnomalySliceChange, AnomalySliceChanges, RateChange
from afterfit.views.charts import Chart, shortened
from afterfit.views.intervals import interval_values
from afterfit.views.numbers import count, counted, interval, percent
from afterfit.views.reason import chart_reason
from afterfit.views.slice_changes import change_chart, pair_line
from afterfit.views.slice_charts import LONGEST, WORST, corrected
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.wording.attributes import slice_words

_Change = tuple[AnomalySliceChange, str, RateChange, float]
"""Slice, what changes in it, by how much, and the loss: above 0 where the candidate is worse."""


def losses_first(changes: AnomalySliceChanges) -> list[_Change]:
    """Return the changes of false alarms and of anomalies found by falling loss."""
    found: list[_Change] = []
    for row in changes.rows:
        alarms, anomalies = row.false_alarms, row.found
        if alarms.n_samples:
            found.append((row, "false alarms", alarms, alarms.change.value))
        if anomalies.n_samples:
            found.append((row, "anomalies found", anomalies, -anomalies.change.value))
    return sorted(found, key=lambda one: -one[3])


def chart_anomaly_slice_changes(changes: AnomalySliceChanges, most: int = WORST) -> Chart:
    """Return the change of the shares of alarms in the slices that lose most, with intervals."""
    title = f"{changes.candidate.variant} against {changes.reference.variant}, by slice"
    shown = losses_first(changes)[:most]
    if not shown:
        return chart_reason(title, "There are no samples.")
    values = [
        {
            "name": f"{shortened(_named(row, what), LONGEST)} (n = {count(one.n_samples)})",
            **interval_values(one.change),
        }
        for row, what, one, _ in shown
    ]
    return change_chart(
        title,
        describe_anomaly_slice_changes(changes),
        values,
        axis="Change of the share of alarms",
        subtitle=f"{pair_line(changes)}\n{count(len(shown))} changes in "
        f"{counted(len(changes.rows), 'slice')} shown, the largest losses; lines: 95 % intervals",
    )


def _named(row: AnomalySliceChange, what: str) -> str:
    return f"{slice_words(row.column, row.value)}, {what}"


def describe_anomaly_slice_changes(changes: AnomalySliceChanges) -> str:
    """Return the slice that loses most, in one sentence."""
    ordered = losses_first(changes)
    if not ordered:
        return f"{pair_line(changes)}."
    row, what, one, _ = ordered[0]
    return (
        f"{pair_line(changes)}. Most is lost in {slice_words(row.column, row.value)}: {what} "
        f"{interval(one.change)}."
    )


def table_anomaly_slice_changes(changes: AnomalySliceChanges, most: int | None = None) -> Table:
    """Return one row a slice and kind of samples, the largest loss first."""
    ordered = losses_first(changes)
    rows = ordered if most is None else ordered[:most]
    columns = [
        "Slice", "Share of", ">Samples", f">{changes.reference.variant}",
        f">{changes.candidate.variant}", ">Change", ">Change elsewhere", ">p",
    ]  # fmt: skip
    note = f"{pair_line(changes)}. Each variant at its own threshold. p: of the same change in "
    note += "and outside the slice, corrected for the number of slices and both kinds."
    if len(ordered) > len(rows):
        note += f" {count(len(ordered) - len(rows))} more rows are not shown."
    cells = (_cells(row, what, one) for row, what, one, _ in rows)
    return make_table("Alarms that change in each slice", columns, cells, note=note, folds=True)


def _cells(row: AnomalySliceChange, what: str, one: RateChange) -> list[str]:
    return [
        slice_words(row.column, row.value),
        what,
        count(one.n_samples),
        kept_together(percent(one.reference)),
        kept_together(percent(one.candidate)),
        kept_together(interval(one.change)),
        kept_together(interval(one.change_elsewhere)),
        kept_together(corrected(one.p_value)),
    ]
