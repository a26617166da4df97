from typing import Any

import numpy as np
import pytest

from afterfit.views import Chart, chart_precision_recall, chart_roc, table_thresholds
from tests.report.sample_run import make_windows, score, thresholds_of

SWEEPS = thresholds_of(score(make_windows("test", 72), "float32", 1.2))
LONELY = thresholds_of(score(make_windows("test", 12, ("only one",)), "float32", 1.2))


def points(chart: Chart, class_name: str) -> list[dict[str, Any]]:
    drawn = next(layer for layer in chart.spec["layer"] if "layer" in layer)
    return [one for one in drawn["data"]["values"] if one["class"] == class_name]


def coloured_layer(chart: Chart) -> dict[str, Any]:
    layers = next(layer for layer in chart.spec["layer"] if "layer" in layer)["layer"]
    return next(layer for layer in layers if "color" in layer["encoding"])


def test_the_drawn_curve_has_the_area_of_the_legend() -> None:
    drawn = points(chart_roc(SWEEPS), "walking")
    area = np.trapezoid([p["y"] for p in drawn], [p["x"] for p in drawn])
    assert area == pytest.approx(SWEEPS.classes[0].auc, abs=2e-3)


def test_the_legend_gives_the_auc_of_each_class() -> None:
    legend = coloured_layer(chart_roc(SWEEPS))["encoding"]["color"]["scale"]["domain"]
    assert legend == [f"{one.auc:.3f} · {one.class_name}" for one in SWEEPS.classes]


def test_precision_recall_ends_at_all_found_and_the_share_of_the_class() -> None:
    last = points(chart_precision_recall(SWEEPS), "walking")[-1]
    assert (last["x"], last["y"]) == (1, 0.25)


def test_a_class_without_negatives_has_no_roc_curve_and_is_named() -> None:
    chart = chart_roc(LONELY)
    assert points(chart, "only one") == []
    assert "No curve, for lack of samples of both kinds: only one" in str(chart.spec["title"])
    assert table_thresholds(LONELY).rows[0][3] == "– (samples of one kind only)"


def test_many_classes_leave_colour_to_the_weakest() -> None:
    classes = tuple(f"c{i}" for i in range(20))
    sweeps = thresholds_of(score(make_windows("test", 120, classes), "float32", 1.2))
    chart = chart_roc(sweeps)
    coloured = coloured_layer(chart)["encoding"]["color"]["scale"]["domain"]
    weakest = sorted(sweeps.classes, key=lambda one: one.auc)[:7]
    assert {name.split(" · ")[1] for name in coloured} == {one.class_name for one in weakest}
    assert "grey: 13 others" in str(chart.spec["title"])
