"""What charts and tables of slices have in common, whatever a model predicts."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from afterfit.results import (
    AnomalySlices,
    ErrorSliceRow,
    ErrorSlices,
    SlicedColumn,
    SliceRate,
    SliceRow,
    Slices,
)
from afterfit.views.charts import Chart, make_chart
from afterfit.views.intervals import interval_layers
from afterfit.views.numbers import count, p_value, significant
from afterfit.views.palette import FAINT_INK, REFERENCE, WRONG
from afterfit.views.scope import scope_line
from afterfit.wording import agreeing, counted
from afterfit.wording.attributes import column_words

WORST = 12
"""Slices that a chart or a table on a page shows at most."""
LONGEST = 56
"""Characters of a slice's name beside a chart."""

_IN_TWO_LINES = "split(datum.label, ': ')"
"""Column above value, so that a narrow page keeps room for the numbers."""


AnyRow = TypeVar("AnyRow")


def by_gain(
    rows: Iterable[AnyRow], judged: Callable[[AnyRow], SliceRow | ErrorSliceRow | SliceRate]
) -> list[AnyRow]:
    """Return rows by what is *judged* of them, in the order of `place_of`."""

    def place(row: AnyRow) -> tuple[bool, bool, float]:
        one = judged(row)
        return place_of(one.is_worse, one.gain, untested=math.isnan(one.p_value))

    return sorted(rows, key=place)


def place_of(is_worse: bool, gain: float, *, untested: bool) -> tuple[bool, bool, float]:
    """Return a sort key: surely worse first, then by falling gain, those untested last."""
    return not is_worse, untested, math.inf if math.isnan(gain) else -gain


def slice_chart(
    title: str,
    description: str,
    rows: Sequence[dict[str, Any]],
    whole: float,
    *,
    axis: dict[str, Any],
    verdicts: tuple[str, str],
    tooltip: dict[str, str],
    subtitle: str,
) -> Chart:
    """Return slices with intervals, one below the other, beside a line at the value of *whole*.

    Parameters
    ----------
    title, description, subtitle : str
    rows : sequence of dict
        ``name``, ``verdict``, ``value``, ``low``, ``high`` and what the tooltip tells, in order.
    whole : float
        Value of all samples.
    axis : dict
        Axis of the values.
    verdicts : tuple of str
        What the legend calls a slice that is surely worse, and any other.
    tooltip : dict
        Field to title.
    """
    labels = {
        "labelLimit": 380,
        "labelExpr": _IN_TWO_LINES,
        "labelOffset": -6,  # both lines stand beside the mark, not the first alone
        "title": None,
        "domain": False,
        "ticks": False,
    }
    colour = {
        "field": "verdict",
        "type": "nominal",
        "scale": {"domain": list(verdicts), "range": [WRONG, REFERENCE]},
        "legend": {"title": None, "orient": "top", "columns": 1},
    }
    x = {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": axis}
    told = [{"field": field, "type": "nominal", "title": words} for field, words in tooltip.items()]
    line = {
        "data": {"values": [{"whole": significant(whole, 5)}]},
        "mark": {"type": "rule", "color": FAINT_INK, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "whole", "type": "quantitative"}},
    }
    marks = {
        "data": {"values": list(rows)},
        "encoding": {
            "x": x,
            "y": {"field": "name", "type": "nominal", "sort": None, "axis": labels},
            "color": colour,
            "tooltip": told,
        },
        "layer": interval_layers(2, 60),
    }
    spec = {"width": 360, "height": {"step": 32}, "layer": [marks, line]}
    return make_chart(title, description, spec, subtitle=subtitle)


def slices_note(slices: Slices | ErrorSlices | AnomalySlices, meaning: str, n_left: int) -> str:
    """Return what a table rests on, what its columns mean, and what it does not show."""
    left = (
        f" {counted(n_left, 'more slice')} {agreeing(n_left, 'is', 'are')} not shown."
        if n_left
        else ""
    )
    return f"{scope_line(slices.scope)}. {meaning}{left}{pooled_note(slices.columns)}"


def pooled_note(columns: Iterable[SlicedColumn]) -> str:
    """Return how many rare values share a slice, by column; empty where none do."""
    return "".join(
        f" {column_words(column.name)}: {count(column.n_pooled)} rare values share a slice."
        for column in columns
        if column.n_pooled
    )


def corrected(p: float) -> str:
    """Return a p-value without its letter, which stands above the column."""
    return p_value(p).removeprefix("p ").removeprefix("= ")
