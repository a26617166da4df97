"""A chart is a value: what is drawn, in Vega-Lite's words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from afterfit.views.palette import FAINT_INK, INK

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"

_CONFIG: dict[str, Any] = {
    "font": _FONT,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 14,
        "fontWeight": 600,
        "subtitleColor": FAINT_INK,
        "subtitleFontSize": 11.5,
        "subtitlePadding": 5,
        "offset": 12,
    },
    "axis": {
        "labelColor": FAINT_INK,
        "titleColor": INK,
        "labelFontSize": 11,
        "titleFontSize": 11.5,
        "titleFontWeight": 500,
        "titlePadding": 8,
        "gridColor": "#E9ECEF",
        "domainColor": "#ADB5BD",
        "tickColor": "#ADB5BD",
    },
    "legend": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 11,
        "titleFontSize": 11.5,
        "titleFontWeight": 500,
        "labelLimit": 260,
        "titleLimit": 260,
    },
}


PERCENT_LABELS = "format(datum.value * 100, '.4~g') + ' %'"
"""Expression for axis and legend labels that show a share in percent, as the texts do."""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One picture as data; a browser draws it with hover, `afterfit.report` as PNG or SVG."""

    title: str
    """A few words that name it, drawn above it."""
    description: str
    """One sentence with the key numbers, for people who cannot see it."""
    spec: Mapping[str, Any]
    """Vega-Lite specification with its data; needs no file and no network."""

    def svg(self) -> str:
        """Return the chart as an SVG drawing."""
        import vl_convert

        drawing: str = vl_convert.vegalite_to_svg(json.dumps(self.spec))
        return drawing

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return what notebooks show: drawn with hover where they can, else as it is printed."""
        return {
            "application/vnd.vegalite.v6+json": dict(self.spec),
            "image/svg+xml": self.svg(),
            "text/plain": self.description,
        }


def make_chart(
    title: str, description: str, body: Mapping[str, Any], *, subtitle: str = "", widest: int = 0
) -> Chart:
    """Return a chart of *body*, the part of a specification that says what is drawn.

    Title and subtitle end in an ellipsis beyond *widest* pixels; 0 lets them be.
    """
    heading: dict[str, Any] = {"text": title}
    if subtitle:
        heading["subtitle"] = subtitle.split("\n")
    if widest:
        heading["limit"] = widest
    spec = {
        "$schema": _SCHEMA,
        "title": heading,
        "description": description,
        "background": "white",
        "padding": 8,
        "config": _CONFIG,
        **body,
    }
    return Chart(title, description, spec)


def shortened(text: str, longest: int) -> str:
    """Return *text*, or its start and an ellipsis where it is longer than *longest* characters.

    Examples
    --------
    >>> shortened("BladeObstruction", 8)
    'BladeOb…'
    """
    return text if len(text) <= longest else text[: longest - 1] + "…"
