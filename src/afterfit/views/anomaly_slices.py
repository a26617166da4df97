"""Where an anomaly detector fails: slices by their false alarms, and by the anomalies found."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from afterfit.results import AnomalySliceRow, AnomalySlices, Estimate, SliceRate
from afterfit.views.charts import PERCENT_LABELS, Chart, shortened
from afterfit.views.intervals import interval_values
from afterfit.views.numbers import count, counted, interval, percent, points
from afterfit.views.reason import chart_reason
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
from afterfit.wording.attributes import slice_words


@dataclass(frozen=True, slots=True)
class AlarmSide:
    """One kind of samples, and what an alarm means among them."""

    title: str
    share: str
    """What the share of them that raise an alarm is called."""
    samples: str
    mistakes: str
    worse: str
    """How alarms of a slice come that is surely worse than the rest."""
    none: str
    """What a slice without such samples shows."""
    of: Callable[[AnomalySliceRow], SliceRate]
    whole: Callable[[AnomalySlices], Estimate]


FALSE_ALARMS = AlarmSide(
    title="False alarms by slice",
    share="False-positive rate",
    samples="Normal samples",
    mistakes="false alarms",
    worse="surely more often",
    none="no normal samples",
    of=lambda row: row.false_alarms,
    whole=lambda slices: slices.false_alarm_rate,
)
FOUND = AlarmSide(
    title="Anomalies found by slice",
    share="Recall",
    samples="Anomalies",
    mistakes="missed",
    worse="surely less often",
    none="no anomalies",
    of=lambda row: row.found,
    whole=lambda slices: slices.recall,
)


def alarm_sides(slices: AnomalySlices) -> tuple[AlarmSide, ...]:
    """Return false alarms and anomalies found, those of which there are samples."""
    return tuple(side for side in (FALSE_ALARMS, FOUND) if side.whole(slices).n)


def chart_anomaly_slices(
    slices: AnomalySlices, side: AlarmSide | None = None, most: int = WORST
) -> Chart:
    """Return the alarms of slices with intervals, beside a line at those of all samples.

    Drawn are false alarms, or *side*; the slices are those in which most would be gained, the
    worst on top.
    """
    sides = alarm_sides(slices) if side is None else (side,)
    if not sides:
        return chart_reason(FALSE_ALARMS.title, slices.reason or "There are no samples.")
    side = sides[0]
    shown = _worst_first(slices.rows, side)[:most]
    shown.sort(key=lambda row: side.of(row).rate.value, reverse=side is FALSE_ALARMS)
    return slice_chart(
        side.title,
        _drawn(slices, side, shown),
        [_point(row, side) for row in shown],
        side.whole(slices).value,
        axis={"title": side.share, "labelExpr": PERCENT_LABELS, "tickCount": 6},
        verdicts=(side.worse, f"not {side.worse}"),
        tooltip={
            "slice": "Slice",
            "text": side.share,
            "n": side.samples,
            "difference": "Against the rest",
            "mistakes": f"Of all {side.mistakes}",
        },
        subtitle=f"{scope_line(slices.scope)}; dashed: {interval(side.whole(slices))} of all\n"
        f"{count(len(shown))} of {counted(len(slices.rows), 'slice')} shown, with most to gain; "
        "lines: 95 % intervals",
    )


def _worst_first(rows: Iterable[AnomalySliceRow], side: AlarmSide) -> list[AnomalySliceRow]:
    """Return the slices that have such samples, those with most to gain first."""
    return by_gain((row for row in rows if side.of(row).rate.n), side.of)


def _point(row: AnomalySliceRow, side: AlarmSide) -> dict[str, Any]:
    name, one = slice_words(row.column, row.value), side.of(row)
    n = count(one.rate.n)
    return {
        "slice": name,
        "name": f"{shortened(name, LONGEST)} (n = {n})",
        "n": n,
        "difference": interval(one.difference),
        "mistakes": percent(one.share_of_mistakes, reason="none"),
        "verdict": side.worse if one.is_worse else f"not {side.worse}",
        **interval_values(one.rate),
    }


def _drawn(slices: AnomalySlices, side: AlarmSide, shown: Sequence[AnomalySliceRow]) -> str:
    """Return the ends of what is drawn, for people who cannot see it."""
    start = f"{scope_line(slices.scope)}: {side.share.lower()} {interval(side.whole(slices))}"
    if not shown:
        return f"{start}."
    rising = sorted(shown, key=lambda row: side.of(row).rate.value)
    lowest, highest = (
        f"{percent(side.of(row).rate.value)} where {slice_words(row.column, row.value)}"
        for row in (rising[0], rising[-1])
    )
    return f"{start} of all samples, from {lowest} to {highest}."


def describe_anomaly_slices(slices: AnomalySlices) -> str:
    """Return the worst slice of each kind in a sentence, or why alarms cannot be counted."""
    start = f"{scope_line(slices.scope)}:"
    if slices.reason:
        return f"{start} no alarms are counted by slice, because {slices.reason}."
    said = "; ".join(_described(slices, side) for side in alarm_sides(slices))
    return f"{start} {said}." if said else f"{start} there are no samples."


def _described(slices: AnomalySlices, side: AlarmSide) -> str:
    ordered = _worst_first(slices.rows, side)
    n, worst = counted(len(ordered), "slice"), next(iter(ordered), None)
    n_worse = sum(side.of(row).is_worse for row in ordered)
    what = "normal samples raise alarms" if side is FALSE_ALARMS else "anomalies are found"
    if not worst or not n_worse:
        return f"in none of {n} {what} {side.worse} than in the rest"
    one = side.of(worst)
    return (
        f"in {count(n_worse)} of {n} {what} {side.worse} than in the rest, first of all "
        f"{slice_words(worst.column, worst.value)}: {interval(one.rate)} of "
        f"{count(one.rate.n)} {side.samples.lower()}, {points(one.difference.value)} against the "
        "rest"
    )


def table_anomaly_slices(
    slices: AnomalySlices, side: AlarmSide = FALSE_ALARMS, most: int | None = None
) -> Table:
    """Return one row a slice, those that are surely worse first, then by what would be gained."""
    ordered = _worst_first(slices.rows, side)
    rows = ordered if most is None else ordered[:most]
    columns = [
        "Slice", f">{side.samples}", ">Recordings", f">{side.share}", ">Against the rest", ">p",
        f">Of all {side.mistakes}",
    ]  # fmt: skip
    note = slices_note(slices, _NOTE, len(ordered) - len(rows))
    cells = (_cells(row, side.of(row)) for row in rows)
    return make_table(side.title, columns, cells, note=note, folds=True)


_NOTE = (
    "Against the rest: share of alarms minus that among all other samples of the kind. p: of no "
    "difference, corrected for the number of slices, false alarms and anomalies together "
    "(Benjamini-Hochberg); – with fewer than five recordings inside or outside."
)


def _cells(row: AnomalySliceRow, one: SliceRate) -> list[str]:
    return [
        slice_words(row.column, row.value),
        count(one.rate.n),
        count(one.n_sources),
        kept_together(interval(one.rate)),
        kept_together(interval(one.difference)),
        kept_together(corrected(one.p_value)),
        kept_together(percent(one.share_of_mistakes, reason="none")),
    ]


def table_slice_areas(slices: AnomalySlices, most: int | None = None) -> Table:
    """Return the ROC AUC of each slice that has normal samples and anomalies, the lowest first."""
    ranked = [row for row in slices.rows if not math.isnan(row.auc.value)]
    ranked.sort(key=lambda row: row.auc.value)
    rows = ranked if most is None else ranked[:most]
    left, without = len(ranked) - len(rows), len(slices.rows) - len(ranked)
    note = f"{scope_line(slices.scope)}. Whatever the threshold."
    note += f" {counted(left, 'more slice')} not shown." if left else ""
    note += f" {counted(without, 'slice')} of one kind only." if without else ""
    cells = (
        [
            slice_words(row.column, row.value),
            count(row.auc.n),
            kept_together(interval(row.auc)),
        ]
        for row in rows
    )
    return make_table("ROC AUC by slice", ["Slice", ">Samples", ">ROC AUC"], cells, note=note)
