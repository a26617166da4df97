"""Confidence against accuracy."""

from typing import Any

import numpy as np

from afterfit.results import Calibration
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import NO_VALUE, count, decimal, percent, significant
from afterfit.views.palette import CORRECT, FAINT_INK, QUIET
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_SHARE_AXIS = {"labelExpr": PERCENT_LABELS, "tickCount": 5}


def chart_calibration(calibration: Calibration) -> Chart:
    """Return the reliability diagram: accuracy a bin with its interval, and samples below.

    The grey band is where 90 % of the bins of a calibrated model would be.
    """
    diagram: dict[str, Any] = {
        "width": 300,
        "height": 260,
        "layer": [_band_layer(), _diagonal_layer(), _interval_layer(), _point_layer()],
    }
    samples = {
        "width": 300,
        "height": 60,
        "mark": {"type": "bar", "color": QUIET},
        "encoding": {
            "x": {"field": "low", "type": "quantitative", "scale": {"domain": [0, 1]},
                  "axis": {**_SHARE_AXIS, "title": "Confidence"}},
            "x2": {"field": "high"},
            "y": {"field": "n", "type": "quantitative",
                  "axis": {"title": "Samples", "tickCount": 3}},
            "y2": {"datum": 0},
            "tooltip": _tooltip(),
        },
    }  # fmt: skip
    return make_chart(
        "Confidence against accuracy",
        _describe(calibration),
        {
            "data": {"values": _bins(calibration)},
            "vconcat": [diagram, samples],
            "spacing": 8,
        },
        subtitle=f"{scope_line(calibration.scope)}\n{_errors(calibration)}",
    )


def _bins(calibration: Calibration) -> list[dict[str, Any]]:
    table = calibration.equal_width
    return [
        {
            "low": round(float(table.edges[i]), 6),
            "high": round(float(table.edges[i + 1]), 6),
            "n": int(table.n[i]),
            "confidence": significant(float(table.mean_confidence[i])),
            "accuracy": significant(float(table.accuracy[i])),
            "accuracy_low": significant(float(table.low[i])),
            "accuracy_high": significant(float(table.high[i])),
            "reference_low": significant(float(calibration.reference_low[i])),
            "reference_high": significant(float(calibration.reference_high[i])),
        }
        for i in np.flatnonzero(table.n)
    ]


def _share(field: str, title: str | None = None) -> dict[str, Any]:
    axis = {**_SHARE_AXIS, "title": title}
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}


def _band_layer() -> dict[str, Any]:
    return {
        "transform": [{"filter": "isValid(datum.reference_low)"}],
        "mark": {"type": "rect", "color": QUIET, "opacity": 0.5},
        "encoding": {
            "x": _share("low"),
            "x2": {"field": "high"},
            "y": _share("reference_low"),
            "y2": {"field": "reference_high"},
        },
    }


def _diagonal_layer() -> dict[str, Any]:
    return {
        "data": {"values": [{"at": 0}, {"at": 1}]},
        "mark": {"type": "line", "color": FAINT_INK, "strokeDash": [4, 3], "strokeWidth": 1},
        "encoding": {"x": _share("at"), "y": _share("at")},
    }


def _interval_layer() -> dict[str, Any]:
    return {
        "transform": [{"filter": "isValid(datum.accuracy_low)"}],
        "mark": {"type": "rule", "color": CORRECT},
        "encoding": {
            "x": _share("confidence"),
            "y": _share("accuracy_low"),
            "y2": {"field": "accuracy_high"},
        },
    }


def _point_layer() -> dict[str, Any]:
    return {
        "mark": {"type": "point", "filled": True, "size": 55, "color": CORRECT, "opacity": 1},
        "encoding": {
            "x": _share("confidence", "Confidence"),
            "y": _share("accuracy", "Accuracy"),
            "tooltip": _tooltip(),
        },
    }


def _tooltip() -> list[dict[str, Any]]:
    return [
        {"field": "n", "type": "quantitative", "title": "Samples"},
        {"field": "confidence", "type": "quantitative", "title": "Confidence", "format": ".1%"},
        {"field": "accuracy", "type": "quantitative", "title": "Accuracy", "format": ".1%"},
    ]


def _errors(calibration: Calibration) -> str:
    band = calibration.ece_band
    return (
        f"Expected calibration error {decimal(calibration.ece)}, 10 bins of equal width; "
        f"{decimal(band.low)} to {decimal(band.high)} if calibrated"
    )


def _describe(calibration: Calibration) -> str:
    return (
        f"{scope_line(calibration.scope)}: mean confidence "
        f"{percent(calibration.mean_confidence)}, accuracy {percent(calibration.accuracy)}. "
        f"{_errors(calibration)}."
    )


def table_calibration(calibration: Calibration) -> Table:
    """Return the reliability table, and the calibration errors in its note."""
    table = calibration.equal_width
    rows = [
        [
            f"{table.edges[i]:.1f} to {table.edges[i + 1]:.1f}",
            count(int(table.n[i])),
            percent(float(table.mean_confidence[i])),
            percent(float(table.accuracy[i])),
            _range(float(table.low[i]), float(table.high[i])),
        ]
        for i in range(len(table.n))
    ]
    band = calibration.classwise_band
    note = (
        f"{scope_line(calibration.scope)}. {_errors(calibration)}. With bins of equal mass "
        f"{decimal(calibration.ece_equal_mass)}, largest gap {decimal(calibration.mce)}, "
        f"class-wise {decimal(calibration.classwise_ece)} ({decimal(band.low)} to "
        f"{decimal(band.high)} if calibrated)."
    )
    columns = ["Confidence", ">Samples", ">Mean confidence", ">Accuracy", ">95 % interval"]
    return make_table("Calibration", columns, rows, note=note)


def _range(low: float, high: float) -> str:
    return NO_VALUE if np.isnan(low) else f"{percent(low)} to {percent(high)}"
