"""Chart → PNG, SVG or one-page PDF, without a browser."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from afterfit.views import Chart

_KEPT_DRAWINGS = 32
"""Drawings that are kept, since reports and folders show the same chart in several formats."""

_KEPT_PICTURES = 4
"""Pictures that are kept: those of the folder of a test come again in the report."""


def render_svg(chart: Chart) -> str:
    """Return the chart as an SVG drawing, without what only a pointer would find."""
    return _drawing(json.dumps(without_hover(chart.spec), sort_keys=True))


def render_png(chart: Chart, scale: float = 2) -> bytes:
    """Return the chart as a PNG picture, *scale* pixels for each of its units."""
    return _picture(render_svg(chart), scale)


@lru_cache(maxsize=_KEPT_PICTURES)
def _picture(drawing: str, scale: float) -> bytes:
    import vl_convert

    picture: bytes = vl_convert.svg_to_png(drawing, scale=scale)
    return picture


def render_pdf(chart: Chart) -> bytes:
    """Return the chart as a PDF of one page of its own size, drawn with vectors."""
    import vl_convert

    page: bytes = vl_convert.svg_to_pdf(render_svg(chart))
    return page


@lru_cache(maxsize=_KEPT_DRAWINGS)
def _drawing(spec: str) -> str:
    import vl_convert

    drawing: str = vl_convert.vegalite_to_svg(spec)
    return drawing


def without_hover(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return *spec* without the layers of invisible marks that answer to hovering.

    Examples
    --------
    >>> without_hover({"layer": [{"mark": "line"}, {"mark": {"type": "point", "opacity": 0}}]})
    {'layer': [{'mark': 'line'}]}
    """
    return {key: _pruned(value) for key, value in spec.items() if key != "tooltip"}


def _pruned(value: Any) -> Any:
    if isinstance(value, Mapping):
        # the values of the data hold no layers, and are most of a specification
        return dict(value) if "values" in value else without_hover(value)
    if isinstance(value, list):
        return [_pruned(one) for one in value if not _is_invisible(one)]
    return value


def _is_invisible(layer: Any) -> bool:
    mark = layer.get("mark") if isinstance(layer, Mapping) else None
    return isinstance(mark, Mapping) and mark.get("opacity") == 0
