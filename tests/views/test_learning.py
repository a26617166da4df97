from collections.abc import Callable
from typing import Any

import altair as alt
import pytest

from afterfit.results import LearningCurves
from afterfit.views import (
    Chart,
    chart_components,
    chart_learning_rate,
    chart_losses,
    chart_metric,
    chart_runs,
)
from afterfit.views.smoothing import tensorboard_smoothing
from tests.findings.sample_curves import (
    curves_of,
    healthy,
    healthy_detector,
    healthy_steps,
    healthy_steps_many,
    overfit,
)

CHARTS: dict[str, tuple[Callable[[LearningCurves], Chart | None], LearningCurves]] = {
    "losses": (chart_losses, curves_of(healthy())),
    "metric": (chart_metric, curves_of(healthy())),
    "components": (chart_components, curves_of(healthy_detector())),
    "learning rate": (chart_learning_rate, curves_of(healthy_steps())),
    "runs": (lambda one: chart_runs([one, curves_of(overfit())]), curves_of(healthy())),
}


def lines(chart: Chart | None) -> list[dict[str, Any]]:
    assert chart is not None
    values: list[dict[str, Any]] = chart.spec["layer"][0]["data"]["values"]
    return values


@pytest.mark.parametrize(("draw", "curves"), CHARTS.values(), ids=CHARTS)
def test_a_chart_is_valid_vega_lite(
    draw: Callable[[LearningCurves], Chart | None], curves: LearningCurves
) -> None:
    chart = draw(curves)
    assert chart is not None
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert "nan" not in chart.description


@pytest.mark.parametrize("draw", [draw for draw, _ in CHARTS.values()])
def test_without_such_a_series_there_is_no_chart(
    draw: Callable[[LearningCurves], Chart | None],
) -> None:
    assert draw(curves_of({"x": [1.0]})) is None


def test_each_line_carries_every_level_of_the_slider() -> None:
    losses = overfit()["val_loss"].tolist()
    drawn = [p for p in lines(chart_losses(curves_of(overfit()))) if p["line"] == "evaluation"]
    assert [p["step"] for p in drawn] == list(range(1, 61))
    smoothed = tensorboard_smoothing(losses, 0.6)
    assert [p["levels"][6] for p in drawn] == pytest.approx(smoothed, rel=1e-4)
    assert [p["levels"][0] for p in drawn] == [p["value"] for p in drawn]


def test_long_lines_are_smoothed_before_they_are_thinned() -> None:
    losses = healthy_steps_many()["train_loss"].tolist()
    chart = chart_losses(curves_of(healthy_steps_many()))
    drawn = lines(chart)
    smoothed = tensorboard_smoothing(losses, 0.9)
    assert len(drawn) < 1000
    assert [p["levels"][9] for p in drawn] == pytest.approx(
        [smoothed[int(p["step"]) - 1] for p in drawn], rel=1e-4
    )
    assert chart is not None
    assert "Of up to 5,000 values a line" in chart.spec["title"]["subtitle"][-1]


def test_the_best_and_what_happened_are_marked() -> None:
    chart = chart_losses(curves_of(healthy_steps(), restarts=[55]))
    assert chart is not None
    marked = {
        point["event"]: point["step"]
        for layer in chart.spec["layer"][1:]
        for point in layer["data"]["values"]
        if "event" in point
    }
    assert marked["Training restarts"] == 55
    assert marked["Learning rate changes"] == 71
    assert marked["Best"] > 70


def test_runs_of_other_units_are_not_laid_over_each_other() -> None:
    one, other = curves_of(healthy()), curves_of({"loss": [2.0, 1.0]})
    assert chart_runs([one, other]) is None
    assert chart_runs([one]) is None


def test_metrics_of_other_names_are_not_laid_over_each_other() -> None:
    one, other = curves_of(healthy()), curves_of(healthy_detector())
    assert chart_runs([one, other], "eval metric") is None
    assert chart_runs([one, one], "eval metric") is not None
