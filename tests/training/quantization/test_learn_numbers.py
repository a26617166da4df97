"""QAT of networks that tell numbers: regressions, forecasts and autoencoders."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.runtimes import run_onnx
from afterfit.training import (
    EpochReport,
    NumberTask,
    QuantizationPlan,
    TrainingPlan,
    quantize_after_training,
    quantized_forms,
    train_numbers,
    train_quantized_numbers,
)
from afterfit.training.quantization import Bits

pytestmark = pytest.mark.train

Floats = NDArray[np.float32]
NETWORKS: dict[str, NumberTask] = {
    "REGR_1k": "regression",
    "FCST_13k": "forecasting",
    "AD_500_NPU": "anomaly",
    "AD_17k": "anomaly",
    "AD_Linear": "anomaly",
}


def quiet(_: EpochReport) -> None:
    pass


def lessons(task: NumberTask, n: int, seed: int) -> tuple[Floats, Floats]:
    """Return waves of two channels, and their loudness twice or themselves."""
    rng = np.random.default_rng(seed)
    loudness = rng.uniform(0.5, 2, (n, 1, 1))
    wave = np.sin(np.arange(24) / 3 + rng.uniform(0, 6, (n, 2, 1))) * loudness
    X = (wave + rng.normal(0, 0.05, wave.shape)).astype(np.float32)[..., None]
    told = loudness[:, 0] - 1.25
    return (X, X) if task == "anomaly" else (X, np.hstack([told, -told]).astype(np.float32))


def plan_of(bits: Bits, epochs: int = 1) -> QuantizationPlan:
    return QuantizationPlan(
        "QAT", weight_bits=bits, activation_bits=bits, epochs=epochs, learning_rate=0.01
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """Return a function that trains the float network of a name, once."""
    done: dict[str, dict[str, Any]] = {}

    def train(name: str) -> dict[str, Any]:
        if name not in done:
            task, folder = NETWORKS[name], tmp_path_factory.mktemp(name)
            training = TrainingPlan(
                name, epochs=4, batch_size=16, learning_rate=0.01, optimizer="adam"
            )
            train, validation = lessons(task, 96, 1), lessons(task, 48, 2)
            train_numbers(training, task, train, validation, folder, quiet)
            done[name] = {
                "training": training,
                "task": task,
                "float_onnx": folder / "model.onnx",
                "train": train,
                "validation": validation,
            }
        return done[name]

    return train


@pytest.mark.parametrize("bits", [8, 4, 2])
@pytest.mark.parametrize("name", NETWORKS)
def test_onnx_runtime_is_within_a_step_of_the_rounded_forward_pass(
    trained: Callable[[str], dict[str, Any]], name: str, bits: Bits, tmp_path: Path
) -> None:
    import torch

    from afterfit.training.quantization.network import QuantizedNetwork
    from afterfit.training.quantization.parts import QuantizeStep

    given, plan = trained(name), plan_of(bits)
    train_quantized_numbers(plan, **given, folder=tmp_path, on_epoch=quiet)
    X = given["validation"][0]
    with quantized_forms(plan, given["float_onnx"], given["train"][0], tmp_path) as forms:
        network = QuantizedNetwork(forms.calibrated.graph(), forms.calibrated.prepared, plan)
        network.load_state_dict(forms.learned, strict=False)
    last = [one for one in network.parts.steps if isinstance(one, QuantizeStep)][-1]
    assert (last.grid.lowest, last.grid.highest) == (-128, 127)  # the ends keep 8 bits
    with torch.no_grad():
        ours = network.eval()(torch.from_numpy(X)).double().numpy()
        step = float(network.scale(last.scale))
    theirs = run_onnx(tmp_path / "model.onnx", X, n_axes=None)
    assert np.abs(ours - theirs).max() / step < 1.001


def loss_of(model: Path, lesson: tuple[Floats, Floats]) -> float:
    X, y = lesson
    return float(((run_onnx(model, X, n_axes=None) - y) ** 2).mean())


@pytest.mark.parametrize("name", ["REGR_1k", "AD_500_NPU"])
def test_two_bits_learn_back_what_rounding_takes(
    trained: Callable[[str], dict[str, Any]], name: str, tmp_path: Path
) -> None:
    given, after = trained(name), QuantizationPlan(weight_bits=2, activation_bits=2)
    ptq = quantize_after_training(after, given["float_onnx"], given["train"][0], tmp_path / "ptq")
    train_quantized_numbers(plan_of(2, 4), **given, folder=tmp_path / "qat", on_epoch=quiet)
    lost, learned = (
        loss_of(model, given["validation"]) for model in (ptq, tmp_path / "qat/model.onnx")
    )
    assert learned < 0.9 * lost


def test_the_loss_of_the_best_epoch_is_that_of_the_written_file(
    trained: Callable[[str], dict[str, Any]], tmp_path: Path
) -> None:
    given = trained("REGR_1k")
    history = train_quantized_numbers(plan_of(8, 2), **given, folder=tmp_path, on_epoch=quiet)
    assert history.best_epoch is not None
    told = history.series["val_loss"][history.best_epoch - 1]
    assert loss_of(tmp_path / "model.onnx", given["validation"]) == pytest.approx(told, rel=1e-4)


def test_an_interrupted_training_resumes_to_the_same_bytes(
    trained: Callable[[str], dict[str, Any]], tmp_path: Path
) -> None:
    given, plan = trained("AD_500_NPU"), plan_of(8, 2)
    train_quantized_numbers(plan, **given, folder=tmp_path / "a", on_epoch=quiet)
    answers = iter([False, True])
    train_quantized_numbers(
        plan, **given, folder=tmp_path / "b", on_epoch=quiet, should_stop=lambda: next(answers)
    )
    assert not (tmp_path / "b/model.onnx").exists()
    train_quantized_numbers(plan, **given, folder=tmp_path / "b", on_epoch=quiet)
    written = [(tmp_path / name / "model.onnx").read_bytes() for name in "ab"]
    assert written[0] == written[1]


def test_targets_that_are_no_numbers_are_refused(
    trained: Callable[[str], dict[str, Any]], tmp_path: Path
) -> None:
    given = trained("REGR_1k")
    X, y = given["train"]
    wrong = {**given, "train": (X, np.where(y > 0, np.nan, y))}
    with pytest.raises(InputError, match="train: y must be finite"):
        train_quantized_numbers(plan_of(8), **wrong, folder=tmp_path, on_epoch=quiet)
