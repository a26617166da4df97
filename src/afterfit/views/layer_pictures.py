"""The outputs of the layers for one sample, float beside quantised, drawn as heat maps."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.results import SampleTrace
from afterfit.results.prediction_trace import LayerTrace
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.layer_comparison import decibels
from afterfit.views.layers import shape_text
from afterfit.views.numbers import decimal
from afterfit.views.palette import FAINT_INK, INK, LOUDNESS, SHARES
from afterfit.views.reason import chart_reason
from afterfit.views.traced_layers import AnyVariant
from afterfit.views.traced_values import heat, square_pixels

_WIDTH = 150
_LINE, _LOWEST, _HIGHEST = 7, 16, 112
_SQUARE = 150
_TITLE = "What each layer gives"


def chart_layer_pictures(trace: SampleTrace, variant: AnyVariant | None = None) -> Chart:
    """Return a row a layer: the reference, the variant and their difference.

    Parameters
    ----------
    trace : SampleTrace
    variant : variant trace, optional
        The quantised one; the last whose layers have partners where not given. Without any, the
        layers of the reference stand alone.
    """
    compared = [one for one in trace.variants if any(x.compared_with for x in one.layers)]
    chosen: AnyVariant = variant or (compared[-1] if compared else trace.reference)
    if not chosen.layers:
        return chart_reason(_TITLE, chosen.note or "The layers of this model are not seen.")
    return make_chart(
        _TITLE,
        f"{_TITLE} for {trace.sample_id}: {chosen.variant} beside {trace.reference.variant}.",
        {"vconcat": list(_rows(trace, chosen)), "spacing": 14},
        subtitle="One line a channel, or planes in a grid; dark is low, bright is high.\n"
        "Both models share their colours within a layer. Beyond 64 a side: means over blocks.",
    )


def _rows(trace: SampleTrace, chosen: AnyVariant) -> Iterator[dict[str, Any]]:
    named = {one.name: one for one in trace.reference.layers}
    for place, layer in enumerate(chosen.layers, start=1):
        partner = named.get(layer.compared_with)
        panels = list(_panels(trace, chosen, layer, partner))
        title = f"{place}  {shortened(layer.name, 40)} · {layer.operator} · "
        title += shape_text(layer.shape)
        if partner is not None:
            title += f" · SNR {decibels(layer.snr_db)}"
        heading = {"text": title, "fontSize": 11.5, "fontWeight": 500, "color": INK, "offset": 6}
        yield {"title": heading, "hconcat": panels, "spacing": 16}


def _panels(
    trace: SampleTrace, chosen: AnyVariant, layer: LayerTrace, partner: LayerTrace | None
) -> Iterator[dict[str, Any]]:
    own = np.array(layer.picture)
    other = np.array(partner.picture) if partner is not None else own
    low, high = min(np.nanmin(own), np.nanmin(other)), max(np.nanmax(own), np.nanmax(other))
    side = _side(own)
    if partner is not None and chosen is not trace.reference:
        words = _range(trace.reference.variant, partner)
        yield _titled(words, heat(partner.picture, low, high, LOUDNESS, side))
    yield _titled(_range(chosen.variant, layer), heat(layer.picture, low, high, LOUDNESS, side))
    if partner is not None and own.shape == other.shape:
        gap = np.abs(own - other)
        words = f"difference, at most {decimal(float(np.nanmax(gap)))}"
        yield _titled(words, heat(gap.tolist(), 0.0, float(np.nanmax(gap)), SHARES, side))


def _side(values: NDArray[np.float64]) -> tuple[int, int]:
    """Return width and height: squares for planes in a grid, and for what is nearly square."""
    rows, columns = values.shape
    if np.isnan(values).any() or max(rows, columns) <= 2 * min(rows, columns):
        return square_pixels((rows, columns), _WIDTH, _SQUARE)
    return _WIDTH, int(np.clip(_LINE * rows, _LOWEST, _HIGHEST))


def _range(variant: str, layer: LayerTrace) -> str:
    return f"{variant}, {decimal(layer.lowest, 2)} to {decimal(layer.highest, 2)}"


def _titled(text: str, body: dict[str, Any]) -> dict[str, Any]:
    title = {"text": text, "fontSize": 10, "fontWeight": "normal", "color": FAINT_INK, "offset": 2,
             "limit": _WIDTH + 12}  # fmt: skip
    return {"title": title, **body}
