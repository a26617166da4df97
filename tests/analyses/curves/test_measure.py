import math
from collections.abc import Sequence

import numpy as np
import pytest

from afterfit.analyses.curves import measure_curves
from afterfit.analyses.curves.measure import rate_changes
from afterfit.records import Meaning, Series
from tests.findings.sample_curves import curves_of, healthy, healthy_detector, log_of, spiked


@pytest.mark.parametrize(
    ("rates", "changes"),
    [
        ([0.1] * 10 + [0.01] * 10 + [0.001] * 10, (11, 21)),
        (list(0.05 * (1 + np.cos(np.pi * np.arange(30) / 30))), ()),
        (list(0.1 * 0.5 ** np.arange(30)), ()),
        (list(np.linspace(0.01, 0.1, 5)) + [0.1] * 25, ()),
        ([0.1, 0.1, math.nan, 0.0, 0.01, 0.01], (5,)),
        ([0.1], ()),
    ],
    ids=["steps", "cosine", "halved each epoch", "warm-up", "nan and zero", "one value"],
)
def test_changes_of_the_learning_rate(rates: list[float], changes: Sequence[float]) -> None:
    series = Series("lr", np.arange(1.0, len(rates) + 1), np.array(rates), Meaning("learning_rate"))
    assert rate_changes(series) == changes


def test_the_key_numbers_of_a_curve() -> None:
    curve = curves_of({"val_loss": [3, 2, math.inf, 1, 1.5, 1.25, 1.5]}).judged_curve("eval loss")
    assert curve is not None
    assert (curve.start, curve.best, curve.best_step, curve.final) == (3, 1, 4, 1.5)
    assert (curve.improvement, curve.setback) == (2, 0.5)
    assert (curve.not_finite.tolist(), curve.ends_not_finite) == ([3], False)


def test_higher_is_better_for_accuracy() -> None:
    curve = curves_of({"val_accuracy": [0.2, 0.8, 0.9, 0.7]}).judged_curve("eval metric")
    assert curve is not None
    assert (curve.best, curve.best_step) == (0.9, 3)
    assert curve.improvement == pytest.approx(0.7)
    assert curve.setback == pytest.approx(0.2)


def test_several_values_at_a_step_are_their_median() -> None:
    curve = curves_of({"loss": [5, 1, 3, 2, 2.5]}, [1, 1, 1, 2, 3]).judged_curve("train loss")
    assert curve is not None
    assert (curve.steps.tolist(), curve.values.tolist()) == ([1, 2, 3], [3, 2, 2.5])


def test_components_without_a_total_are_added() -> None:
    curves = curves_of(healthy_detector())
    assert curves.judged["eval loss"] == "val/box_loss + val/cls_loss"
    total = curves.judged_curve("eval loss")
    box, classes = (
        curves.component(role, "eval") for role in ("localisation_loss", "classification_loss")
    )
    assert total is not None
    assert box is not None
    assert classes is not None
    np.testing.assert_allclose(total.values, box.values + classes.values)


def test_a_loss_by_epoch_goes_before_one_by_step_and_the_choice_is_told() -> None:
    curves = curves_of({"train_loss_step": [3, 2, 1], "train_loss_epoch": [3, 2.5, 2]})
    assert curves.judged["train loss"] == "train_loss_epoch"
    assert curves.notes == (
        "2 series are a total train loss: train_loss_epoch, train_loss_step; "
        "train_loss_epoch is judged.",
    )


def test_smoothing_stops_at_a_change_of_the_learning_rate() -> None:
    n = 40
    loss = np.where(np.arange(n) < 20, 2.0, 1.0)
    rate = np.where(np.arange(n) < 20, 0.1, 0.01)
    curve = curves_of({"loss": loss, "lr": rate}).judged_curve("train loss")
    assert curve is not None
    np.testing.assert_array_equal(curve.smoothed, loss)


def test_one_spike_of_two_values_is_one() -> None:
    curve = curves_of(spiked()).judged_curve("train loss")
    assert curve is not None
    ((step, value),) = [(one.step, one.value) for one in curve.spikes]
    assert (step, value) == (61, 2.0)


def test_training_means_are_moved_half_an_epoch() -> None:
    gap = curves_of({"loss": [4, 2, 1], "val_loss": [3, 1.5, 0.9]}).gap
    assert gap is not None
    assert gap.train.tolist() == [3, 1.5, 1]


def test_without_a_series_there_is_nothing_to_judge() -> None:
    empty = measure_curves(log_of({"x": [1.0]}))
    assert (empty.judged, empty.gap) == ({}, None)
    assert measure_curves(log_of(healthy())).last_step == 60
