import numpy as np

from afterfit.records import History
from afterfit.views import chart_history
from tests.report.sample_run import sample_history


def test_two_panels_and_the_best_epoch() -> None:
    chart = chart_history(sample_history())
    assert chart is not None
    assert len(chart.spec["hconcat"]) == 2
    rule = chart.spec["hconcat"][0]["layer"][1]
    assert rule["data"]["values"] == [{"epoch": 8}]
    assert "epoch 8 kept" in chart.description


def test_what_was_not_measured_is_not_drawn() -> None:
    unknown = np.array([np.nan, np.nan])
    losses = np.array([0.5, np.nan])
    history = History(np.array([1, 2]), {"train_loss": losses, "val_accuracy": unknown})
    chart = chart_history(history)
    assert chart is not None
    (loss,) = chart.spec["hconcat"]
    assert [point["value"] for point in loss["layer"][0]["data"]["values"]] == [0.5]


def test_a_history_without_losses_has_no_chart() -> None:
    assert chart_history(History(np.array([1]), {"learning_rate": np.array([0.1])})) is None
    assert chart_history(History(np.array([]), {"train_loss": np.array([])})) is None
