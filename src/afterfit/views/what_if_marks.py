"""What charts of models under change have in common, whatever the models predict."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal, Protocol, TypeVar

from afterfit.errors import InputError
from afterfit.results import Estimate, Scope
from afterfit.views.charts import shortened
from afterfit.views.numbers import significant
from afterfit.views.palette import CLASS_COLOURS, FAINT_INK

UNCHANGED = "none"
"""Stands on an axis of strengths for no change at all."""
APART = 0.12
"""Between the points of two variants at one strength, where strengths are 1 apart."""


class Placed(Protocol):
    """One strength of a change."""

    @property
    def strength(self) -> float:
        """In the unit of its change."""

    @property
    def label(self) -> str:
        """The strength as people read it."""


class Keyed(Protocol):
    """The curve of a change."""

    @property
    def key(self) -> str:
        """Which change."""


Curve = TypeVar("Curve", bound=Keyed)
AnyCurve = TypeVar("AnyCurve", covariant=True)


class Changed(Protocol[AnyCurve]):
    """A variant under change."""

    @property
    def scope(self) -> Scope:
        """Which variant."""

    @property
    def curves(self) -> Sequence[AnyCurve]:
        """One for each change."""


class Graded(Protocol):
    """A change at rising strengths."""

    @property
    def unit(self) -> str:
        """Empty where strengths have names."""

    @property
    def points(self) -> Sequence[Placed]:
        """In the order of an axis."""


def strength_order(curve: Graded) -> list[str]:
    """Return the labels of an axis: no change stands before the mildest, or between two sides."""
    if not curve.unit:
        return [UNCHANGED, *(one.label for one in curve.points)]
    below = [one.label for one in curve.points if one.strength < 0]
    return [*below, UNCHANGED, *(one.label for one in curve.points if one.strength >= 0)]


def strength_axis(curve: Graded, order: list[str]) -> dict[str, Any]:
    """Return the axis of strengths, evenly spaced; the unit stands in its title alone."""
    if curve.unit:
        shown, turned = [one.split(" ")[0] for one in order], {"labelAngle": 0}
    else:
        shown, turned = [shortened(one, 14) for one in order], {"labelAngle": -35}
    return {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [-0.4, len(order) - 0.6], "nice": False, "zero": False},
        "axis": {
            "title": curve.unit or None,
            "values": list(range(len(order))),
            "labelExpr": f"{json.dumps(shown, ensure_ascii=False)}[datum.value]",
            "labelOverlap": False,
            "labelLimit": 90,
            "grid": False,
            **turned,
        },
    }


def everyday_spec(
    rows: list[dict[str, Any]],
    variants: Sequence[str],
    loss: float,
    axis: str,
    metric: str,
    better: Literal["higher", "lower"] = "higher",
) -> dict[str, Any]:
    """Return a chart of what the dearest everyday strength of each change costs every variant.

    Parameters
    ----------
    rows : list of dict
        ``variant``, ``change``, ``value``, ``low``, ``high`` and ``text`` of a mark each; are put
        in the order of their cost.
    variants : sequence of str
        The reference first.
    loss : float
        The loss that matters, in the units of the values.
    axis, metric : str
        Title of the axis, and what the text of a mark tells.
    better : "higher" or "lower"
        Which way of the values is the good one.

    Raises
    ------
    InputError
        When there is nothing to draw.
    """
    if not rows:
        raise InputError("no change with everyday strengths was tried, so there is nothing to draw")
    way = 1 if better == "higher" else -1
    rows.sort(key=lambda row: way * row["value"])
    marks = {
        "data": {"values": rows},
        "encoding": _encoding(rows, variants, axis, metric),
        "layer": interval_marks("x"),
    }
    return {
        "width": 400,
        "height": {"step": 26, "for": "position"},
        "layer": [*_limits(way * loss), marks],
    }


def _encoding(
    rows: list[dict[str, Any]], variants: Sequence[str], axis: str, metric: str
) -> dict[str, Any]:
    order = list(dict.fromkeys(row["change"] for row in rows))
    return {
        "y": {
            "field": "change",
            "type": "nominal",
            "sort": order,
            "axis": {"title": None, "labelLimit": 260, "grid": True},
        },
        "yOffset": {"field": "variant", "type": "nominal", "sort": list(variants)},
        "x": {"field": "value", "type": "quantitative", "axis": {"title": axis}},
        "color": variant_colours(variants),
        "tooltip": [
            {"field": "change", "type": "nominal", "title": "Change"},
            {"field": "variant", "type": "nominal", "title": "Variant"},
            {"field": "text", "type": "nominal", "title": metric},
        ],
    }


def _limits(loss: float) -> list[dict[str, Any]]:
    """Return a line where nothing changes, and a dashed one at the loss that matters."""
    return [
        {
            "data": {"values": [{"at": at}]},
            "mark": {"type": "rule", "color": FAINT_INK, "strokeDash": dash},
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        }
        for at, dash in ((0.0, []), (-loss, [4, 3]))
    ]


def variant_colours(variants: Sequence[str]) -> dict[str, Any]:
    """Return the colour of each variant, with a legend where there are several."""
    legend = {"title": None, "orient": "top"} if len(variants) > 1 else None
    colours = [CLASS_COLOURS[place % len(CLASS_COLOURS)] for place in range(len(variants))]
    scale = {"domain": list(variants), "range": colours}
    return {"field": "variant", "type": "nominal", "scale": scale, "legend": legend}


def interval_marks(axis: str) -> list[dict[str, Any]]:
    """Return a point, and a line over its interval where it has one, along *axis*."""
    ends = {axis: {"field": "low", "type": "quantitative"}, f"{axis}2": {"field": "high"}}
    return [
        {
            "mark": {"type": "rule", "strokeWidth": 1.6},
            "encoding": ends,
            "transform": [{"filter": "isValid(datum.low)"}],
        },
        {"mark": {"type": "point", "filled": True, "size": 46, "opacity": 1}},
    ]


def curves_by_variant(variants: Iterable[Changed[Curve]], key: str) -> dict[str, Curve]:
    """Return the curves of one change, by the name of the variant."""
    return {
        one.scope.variant: curve for one in variants for curve in one.curves if curve.key == key
    }


def drawn_ends(estimate: Estimate, factor: float = 1) -> dict[str, float | None]:
    """Return the value of an estimate and the ends of its interval, as a chart takes them."""
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: significant(factor * end, 5) for name, end in ends.items()}


def without_points(text: str) -> str:
    """Return a number of points without the word, which the table says once."""
    return text.replace(" points", "").replace(" point", "")
