from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.runtimes import run_onnx
from afterfit.training import (
    NumberTask,
    QuantizationPlan,
    TargetScale,
    TrainingPlan,
    quantize_after_training,
    read_target_scale,
    train_numbers,
    write_target_scale,
)

pytestmark = pytest.mark.train

Arrays = tuple[NDArray[Any], NDArray[Any]]


def loud_and_quiet(n: int, seed: int) -> Arrays:
    """Noise whose spread is the target."""
    rng = np.random.default_rng(seed)
    spread = rng.uniform(0.5, 3, (n, 1))
    X = np.abs(rng.normal(0, 1, (n, 32)) * spread).astype(np.float32)[:, None, :, None]
    return X, ((spread - 1.75) / 0.72).astype(np.float32)


def train(folder: Path, task: NumberTask = "regression", name: str = "REGR_1k", **plan: Any) -> Any:
    settings = {"epochs": 6, "batch_size": 16, "optimizer": "adam", "learning_rate": 0.01, **plan}
    train, validation = loud_and_quiet(64, 1), loud_and_quiet(32, 2)
    if task == "anomaly":
        train, validation = (train[0], train[0]), (validation[0], validation[0])
    return train_numbers(
        TrainingPlan(name, **settings), task, train, validation, folder, lambda _: None
    )


@pytest.mark.parametrize(
    ("task", "name"),
    [("regression", "REGR_1k"), ("forecasting", "FCST_1k_NPU"), ("anomaly", "AD_500_NPU")],
)
def test_it_learns_and_both_its_models_tell_nearly_the_same(
    tmp_path: Path, task: NumberTask, name: str
) -> None:
    history = train(tmp_path, task, name)
    losses = history.series["val_loss"]
    assert losses[history.best_epoch - 1] == losses.min() < losses[0]
    assert np.isnan(history.series["train_accuracy"]).all()
    X, _ = loud_and_quiet(32, 3)
    quantize_after_training(
        QuantizationPlan(), tmp_path / "model.onnx", loud_and_quiet(64, 1)[0], tmp_path / "int8"
    )
    exact = run_onnx(tmp_path / "model.onnx", X, n_axes=None)
    rounded = run_onnx(tmp_path / "int8/model.onnx", X, n_axes=None)
    assert exact.shape == (X.shape if task == "anomaly" else (32, 1))
    assert 0 < np.abs(exact - rounded).max() < 0.2 * np.ptp(exact)


def test_stopped_and_resumed_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    train(whole)
    answers = iter([False, False, True])
    train_numbers(
        TrainingPlan("REGR_1k", epochs=6, batch_size=16, optimizer="adam", learning_rate=0.01),
        "regression",
        loud_and_quiet(64, 1),
        loud_and_quiet(32, 2),
        parts,
        lambda _: None,
        lambda: next(answers),
    )
    assert not (parts / "model.onnx").exists()
    train(parts)
    assert (parts / "model.onnx").read_bytes() == (whole / "model.onnx").read_bytes()


def test_a_network_of_another_task_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"FCST_1k_NPU is no network of regression.*REGR_1k"):
        train(tmp_path, "regression", "FCST_1k_NPU")


def test_the_scale_of_targets_survives_its_file(tmp_path: Path) -> None:
    targets = np.random.default_rng(0).normal([5, -2], [0.1, 30], (50, 2))
    scale = TargetScale.of(targets)
    write_target_scale(scale, ("a", "b"), tmp_path / "scale.json")
    again = read_target_scale(tmp_path / "scale.json")
    assert again.in_units(scale.standardised(targets)) == pytest.approx(targets, rel=1e-5, abs=1e-5)
    assert scale.standardised(targets).std(axis=0) == pytest.approx([1, 1], rel=1e-5)


def test_a_damaged_scale_is_named(tmp_path: Path) -> None:
    (tmp_path / "scale.json").write_text("{}")
    with pytest.raises(InputError, match=r"scale.json: not the scale"):
        read_target_scale(tmp_path / "scale.json")
