from collections.abc import Callable
from dataclasses import replace
from typing import Any

import altair as alt
import numpy as np
import pytest

from afterfit.analyses.curves import measure_curves
from afterfit.pipeline.curves import log_of_history
from afterfit.records import History, Series, TrainingLog
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
    log_of,
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
    assert [p["epoch"] for p in drawn] == list(range(1, 61))
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
        [smoothed[int(p["epoch"]) - 1] for p in drawn], rel=1e-4
    )
    assert chart is not None
    assert "Of up to 5,000 values a line" in chart.spec["title"]["subtitle"][-1]


def test_the_best_and_what_happened_are_marked() -> None:
    chart = chart_losses(curves_of(healthy_steps(), restarts=[55]))
    assert chart is not None
    marked = {
        point["event"]: point["epoch"]
        for layer in chart.spec["layer"][1:]
        for point in layer["data"]["values"]
        if "event" in point
    }
    assert marked["Training restarts"] == 55
    assert marked["Learning rate changes"] == 71
    assert marked["Best"] > 70


def params(chart: Chart | None) -> dict[str, dict[str, Any]]:
    assert chart is not None
    return {one["name"]: one for one in chart.spec["params"]}


def test_evaluation_has_its_colour_wherever_it_is_drawn() -> None:
    both = chart_losses(curves_of(overfit()))
    alone = chart_metric(curves_of(overfit()))
    scales = [lines_layer(one)["layer"][0]["encoding"]["color"]["scale"] for one in (both, alone)]
    colours = [dict(zip(one["domain"], one["range"], strict=True)) for one in scales]
    assert colours[0]["evaluation"] == colours[1]["evaluation"] != colours[0]["train"]


def lines_layer(chart: Chart | None) -> dict[str, Any]:
    assert chart is not None
    layer: dict[str, Any] = chart.spec["layer"][0]
    return layer


def test_steps_can_be_laid_along_epochs_and_time() -> None:
    steps = np.arange(1.0, 61) * 50
    log = log_of(healthy() | {"epoch": steps / 100}, steps, unit="step")
    walls = np.arange(1.7e9, 1.7e9 + 60 * 30, 30.0)
    series = tuple(Series(s.name, s.steps, s.values, s.meaning, walls) for s in log.series)
    timed = TrainingLog("timed", "TensorBoard events", "step", series)
    chart = chart_losses(measure_curves(timed))
    assert params(chart)["along"]["bind"]["labels"] == ["Step", "Epoch", "Time (min)"]
    point = lines(chart)[40]
    assert (point["step"], point["epoch"], point["minutes"]) == (2050, 20.5, 20.0)


def test_afterfits_history_tells_its_time() -> None:
    history = History(np.arange(1, 4), {"train_loss": [3, 2, 1], "seconds": [60, 30, 30]})  # type: ignore[dict-item]
    (axis,) = measure_curves(log_of_history(history)).axes
    assert (axis.name, axis.values.tolist()) == ("minutes", [1.0, 1.5, 2.0])


def test_without_other_axes_there_is_no_choice_of_one() -> None:
    assert set(params(chart_losses(curves_of(healthy())))) == {
        "smoothing",
        "method",
        "logarithmic",
        "across",
    }


def test_a_loss_below_zero_has_no_logarithm() -> None:
    below = {"loss": healthy()["train_loss"] - 1.0}
    assert "logarithmic" not in params(chart_losses(curves_of(below)))


def test_an_outlier_is_clamped_and_its_value_shown() -> None:
    columns = healthy()
    columns["val_loss"][30] = 900.0
    chart = chart_losses(curves_of(columns))
    assert chart is not None
    (text,) = (one for one in chart.spec["layer"] if is_text(one))
    assert [one["value"] for one in text["data"]["values"]] == [900.0]
    ceiling = lines_layer(chart)["layer"][0]["encoding"]["y"]["scale"]["domainMax"]["expr"]
    assert 2.3 < float(ceiling.split(":")[1]) < 3
    assert "Triangles: 1 value above" in chart.spec["title"]["subtitle"][-1]
    assert 900.0 in [one["value"] for one in lines(chart)]


def is_text(layer: dict[str, Any]) -> bool:
    return isinstance(layer.get("mark"), dict) and layer["mark"]["type"] == "text"


def test_without_outliers_nothing_is_clamped() -> None:
    layer = lines_layer(chart_losses(curves_of(healthy())))
    assert "domainMax" not in layer["layer"][0]["encoding"]["y"]["scale"]


def test_runs_that_nothing_aligns_are_not_laid_over_each_other() -> None:
    steps = measure_curves(log_of(healthy(), unit="step"))
    assert chart_runs([curves_of(healthy()), steps]) is None
    assert chart_runs([steps]) is None


def test_runs_of_other_units_are_laid_along_epochs() -> None:
    steps = np.arange(1.0, 61) * 50
    other = measure_curves(log_of(healthy() | {"epoch": steps / 50}, steps, unit="step"))
    chart = chart_runs([other, curves_of(healthy())])
    assert "along" not in params(chart)
    assert lines_layer(chart)["encoding"]["x"]["axis"]["title"] == "Epoch"
    assert [one["epoch"] for one in lines(chart)] == [*range(1, 61), *range(1, 61)]


def timed(seconds: float) -> LearningCurves:
    log = log_of(healthy())
    walls = np.arange(60, dtype=np.float64) * seconds
    series = tuple(Series(s.name, s.steps, s.values, s.meaning, walls) for s in log.series)
    return measure_curves(TrainingLog(f"{seconds} s", "Ultralytics results.csv", "epoch", series))


def test_each_run_is_laid_along_its_own_time() -> None:
    chart = chart_runs([timed(60.0), timed(120.0)])
    assert params(chart)["along"]["bind"]["labels"] == ["Epoch", "Time (min)"]
    last = [point["minutes"] for point in lines(chart) if point["epoch"] == 60]
    assert last == [59.0, 118.0]


def test_a_line_of_few_values_has_no_logarithm_across() -> None:
    assert "across" not in params(chart_losses(curves_of({"loss": [3.0, 2.0, 1.0]})))


def test_what_stands_at_zero_is_not_drawn_with_a_logarithm_across() -> None:
    chart = chart_losses(measure_curves(log_of(healthy(), np.arange(60.0))))
    (calculated,) = lines_layer(chart)["transform"]
    assert calculated["calculate"].startswith("(across ? (datum['epoch'] > 0 ? log(")
    assert ": null)" in calculated["calculate"]


def test_metrics_of_other_names_are_not_laid_over_each_other() -> None:
    one, other = curves_of(healthy()), curves_of(healthy_detector())
    assert chart_runs([one, other], "eval metric") is None
    assert chart_runs([one, one], "eval metric") is not None


def test_trainings_are_named_by_what_tells_them_apart() -> None:
    one, other = (
        replace(curves_of(healthy()), name=f"runs/detect/{name}/results.csv")
        for name in ("train1", "train2")
    )
    assert {point["line"] for point in lines(chart_runs([one, other]))} == {"train1", "train2"}
