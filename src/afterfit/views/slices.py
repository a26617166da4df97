"""Where a model fails: slices by their accuracy, and mistakes that gather in them."""

from collections.abc import Sequence
from typing import Any

from afterfit.results import ErrorPattern, SliceChange, SliceRow, Slices
from afterfit.views.charts import PERCENT_LABELS, Chart, shortened
from afterfit.views.intervals import interval_values
from afterfit.views.numbers import (
    count,
    counted,
    interval,
    percent,
    points,
)
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
from afterfit.wording import agreeing
from afterfit.wording.attributes import slice_words


def worst_first(slices: Slices) -> list[SliceRow]:
    """Return slices that are surely worse first, then by falling gain, those untested last."""
    return by_gain(slices.rows, lambda row: row)


def chart_slices(slices: Slices, most: int = WORST) -> Chart:
    """Return the accuracy of slices with intervals, beside a line at that of all samples.

    The slices are those in which most would be gained, by rising accuracy.
    """
    shown = sorted(worst_first(slices)[:most], key=lambda row: row.accuracy.value)
    return slice_chart(
        "Accuracy by slice",
        _drawn(slices, shown),
        [_point(row) for row in shown],
        slices.accuracy.value,
        axis={"title": "Accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 6},
        verdicts=(_WORSE, _NOT_WORSE),
        tooltip=_TOOLTIP,
        subtitle=_subtitle(slices, len(shown)),
    )


_WORSE, _NOT_WORSE = "surely worse than the rest", "not surely worse"
_TOOLTIP = {
    "slice": "Slice",
    "text": "Accuracy",
    "n": "Samples",
    "difference": "Against the rest",
    "errors": "Of all errors",
}


def _point(row: SliceRow) -> dict[str, Any]:
    name = slice_name(row)
    n = f" (n = {count(row.n_samples)})"
    return {
        "slice": name,
        "name": shortened(name, LONGEST) + n,
        "n": count(row.n_samples),
        "difference": interval(row.difference),
        "errors": percent(row.share_of_errors, reason="no errors"),
        "verdict": _WORSE if row.is_worse else _NOT_WORSE,
        **interval_values(row.accuracy),
    }


def slice_name(row: SliceRow | SliceChange | ErrorPattern) -> str:
    """Return column and value of a slice in words."""
    return slice_words(row.column, row.value)


def _subtitle(slices: Slices, n_shown: int) -> str:
    whole = f"dashed: {percent(slices.accuracy.value)} of all samples"
    return (
        f"{scope_line(slices.scope)}; {whole}\n{count(n_shown)} of "
        f"{counted(len(slices.rows), 'slice')} shown, with most to gain; lines: 95 % intervals"
    )


def _drawn(slices: Slices, shown: Sequence[SliceRow]) -> str:
    """Return the ends of what is drawn, for people who cannot see it."""
    start = f"{scope_line(slices.scope)}: {percent(slices.accuracy.value)} of all samples are right"
    if not shown:
        return f"{start}."
    lowest, highest = (
        f"{percent(row.accuracy.value)} where {slice_name(row)}" for row in (shown[0], shown[-1])
    )
    return f"{start}, from {lowest} to {highest}."


def describe_slices(slices: Slices) -> str:
    """Return the worst slice in one sentence, or that none is surely worse."""
    start = f"{scope_line(slices.scope)}:"
    worse = [row for row in worst_first(slices) if row.is_worse]
    n_tested = counted(slices.n_tested, "slice")
    if not worse:
        return f"{start} none of {n_tested} tested is surely worse than the others."
    worst = worse[0]
    return (
        f"{start} {count(len(worse))} of {n_tested} tested {agreeing(len(worse), 'is', 'are')} "
        "surely "
        f"worse than the others, first of all {slice_name(worst)}: {interval(worst.accuracy)} of "
        f"{counted(worst.n_samples, 'sample')}, {percent(worst.share_of_errors)} of all errors."
    )


def table_slices(slices: Slices, most: int | None = None) -> Table:
    """Return one row a slice, those that are surely worse first, then by what would be gained."""
    ordered = worst_first(slices)
    rows = ordered if most is None else ordered[:most]
    columns = [
        "Slice", ">Samples", ">Recordings", ">Accuracy", ">Against the rest",
        ">p", ">Of all errors", ">To gain",
    ]  # fmt: skip
    note = slices_note(slices, _NOTE, len(ordered) - len(rows))
    return make_table("Slices", columns, map(_cells, rows), note=note, folds=True)


_NOTE = (
    "Against the rest: accuracy minus that of all other samples. p: of no difference, corrected "
    "for the number of slices (Benjamini-Hochberg); – with fewer than five recordings inside or "
    "outside. To gain: accuracy of all samples, if the slice were as good as the others."
)


def _cells(row: SliceRow) -> list[str]:
    return [
        slice_name(row),
        count(row.n_samples),
        count(row.n_sources),
        kept_together(interval(row.accuracy)),
        kept_together(interval(row.difference)),
        kept_together(corrected(row.p_value)),
        percent(row.share_of_errors, reason="no errors"),
        kept_together(points(max(row.gain, 0.0))),
    ]


def table_patterns(slices: Slices) -> Table:
    """Return one row a mistake that is surely more frequent in a slice."""
    rows = [
        [
            f"{one.true_class} → {one.predicted_class}",
            slice_name(one),
            f"{count(one.n)} of {count(one.support)}",
            percent(one.rate),
            percent(one.rate_elsewhere),
            f"{one.lift:.1f} times",
            kept_together(corrected(one.p_value)),
        ]
        for one in slices.patterns
    ]
    columns = [
        "Mistake", "Slice", ">So mistaken", ">Share", ">Elsewhere", ">Lift", ">p",
    ]  # fmt: skip
    note = (
        f"{scope_line(slices.scope)}. Shares are of the samples of the true class; lift: against "
        f"all samples. {counted(slices.n_patterns_tested, 'pair')} of slice and mistake were "
        "tested, and p is corrected for their number."
    )
    return make_table("Mistakes that gather in a slice", columns, rows, note=note, folds=True)
