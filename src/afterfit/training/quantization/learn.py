"""Float ONNX file and data → a folder with the network that learned with its rounding in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from afterfit.files import write_bytes
from afterfit.records import History
from afterfit.training.checkpoint import fingerprint
from afterfit.training.extra import require_training_extra
from afterfit.training.goals import ClassGoal, Goal
from afterfit.training.loop import ONNX_FILE, TrainingSession, never
from afterfit.training.plan import EpochReport, TrainingPlan
from afterfit.training.quantization.forms import QuantizedForms
from afterfit.training.quantization.graphs import Calibrated, calibrated
from afterfit.training.quantization.plan import QuantizationPlan
from afterfit.training.splits import Split, checked_splits


def train_quantized(
    quantization: QuantizationPlan,
    training: TrainingPlan,
    float_onnx: Path,
    train: tuple[Any, Any],
    validation: tuple[Any, Any],
    n_classes: int,
    folder: Path,
    on_epoch: Callable[[EpochReport], None],
    should_stop: Callable[[], bool] = never,
) -> History:
    """Let a trained network go on learning with its rounding in place (QAT), and write it.

    The network starts from the float model, batch normalisation folded, with the ranges that the
    training windows give rise to; weights, biases and scales then learn together. Into *folder* go
    the files of `train_classifier`, but for the torch network: ``model.onnx`` is the quantised
    model of the best epoch. It is resumed as `train_classifier` is, with the same bytes as result.

    Parameters
    ----------
    quantization
        Widths, scales, layers in float, epochs and learning rate.
    training
        How the float model was trained: everything that *quantization* leaves open.
    float_onnx
        The trained float model; its layers must be of those that QAT knows.
    train, validation, n_classes, folder, on_epoch, should_stop
        As in `train_classifier`.

    Raises
    ------
    InputError
        When data and model do not fit each other, the model has an operator that is not known, or
        the loss was never finite.
    """
    require_training_extra()
    from afterfit.training.determinism import reproducible_torch

    splits = checked_splits(train, validation, n_classes)
    plan = qat_plan(quantization, training)
    key = _key(quantization, fingerprint(plan, splits, n_classes), float_onnx)
    with calibrated(float_onnx, splits[0].X, quantization) as model, reproducible_torch():
        goal = ClassGoal(plan, splits[0], n_classes)
        session = _session(model, quantization, plan, splits, goal, key, folder)
        if session.run(on_epoch, should_stop):
            learned = session.best_network().state_dict()
            content = QuantizedForms(model, quantization, learned).onnx()
            write_bytes(folder / ONNX_FILE, content)
    return session.history()


def qat_plan(quantization: QuantizationPlan, training: TrainingPlan) -> TrainingPlan:
    """Return the training that follows the float one.

    Examples
    --------
    >>> after = qat_plan(QuantizationPlan("QAT"), TrainingPlan("CLS_4k_NPU", epochs=80))
    >>> after.epochs, after.learning_rate
    (16, 2e-05)
    """
    return replace(
        training,
        epochs=quantization.n_epochs(training),
        learning_rate=quantization.first_rate(training),
        lr_warmup_epochs=0,
    )


def _session(
    model: Calibrated,
    quantization: QuantizationPlan,
    plan: TrainingPlan,
    splits: tuple[Split, Split],
    goal: Goal,
    key: str,
    folder: Path,
) -> TrainingSession:
    from afterfit.training.quantization.network import QuantizedNetwork

    graph = model.graph(quantization.exclude_layers)
    network = QuantizedNetwork(graph, model.prepared, quantization)
    return TrainingSession(plan, splits, goal, network, key, folder)


def _key(quantization: QuantizationPlan, training_key: str, float_onnx: Path) -> str:
    said = f"{quantization!r} {training_key}".encode()
    return sha256(said + float_onnx.read_bytes()).hexdigest()
