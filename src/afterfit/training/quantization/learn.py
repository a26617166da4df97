"""Float ONNX file and data → a folder with the network that learned with its rounding in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from afterfit.files import write_bytes
from afterfit.records import History
from afterfit.training.checkpoint import fingerprint
from afterfit.training.extra import require_training_extra
from afterfit.training.goals import ClassGoal, Goal, NumberGoal, NumberTask
from afterfit.training.loop import ONNX_FILE, TrainingSession, never
from afterfit.training.number_splits import checked_number_splits
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
    splits = checked_splits(train, validation, n_classes)
    plan = qat_plan(quantization, training)
    key = _key(quantization, fingerprint(plan, splits, n_classes), float_onnx)
    goal = ClassGoal(plan, splits[0], n_classes)
    lesson = _Lesson(quantization, plan, splits, goal, key)
    return _learn(lesson, float_onnx, folder, on_epoch, should_stop)


def train_quantized_numbers(
    quantization: QuantizationPlan,
    training: TrainingPlan,
    task: NumberTask,
    float_onnx: Path,
    train: tuple[Any, Any],
    validation: tuple[Any, Any],
    folder: Path,
    on_epoch: Callable[[EpochReport], None],
    should_stop: Callable[[], bool] = never,
) -> History:
    """Let a network that tells numbers go on learning with its rounding in place (QAT).

    As `train_quantized`, with the loss of *task*; the best epoch is that of the lowest validation
    loss.

    Parameters
    ----------
    quantization, training, float_onnx, folder, on_epoch, should_stop
        As in `train_quantized`.
    task, train, validation
        As in `train_numbers`.

    Raises
    ------
    InputError
        As `train_quantized`.
    """
    require_training_extra()
    splits = checked_number_splits(train, validation)
    plan = qat_plan(quantization, training)
    key = _key(quantization, fingerprint(plan, splits, splits[0].y.shape[1]), float_onnx)
    lesson = _Lesson(quantization, plan, splits, NumberGoal(plan, task), key)
    return _learn(lesson, float_onnx, folder, on_epoch, should_stop)


@dataclass(frozen=True, slots=True, eq=False)
class _Lesson:
    """What is to be learned, and all that decides what it gives."""

    quantization: QuantizationPlan
    plan: TrainingPlan
    splits: tuple[Split, Split]
    goal: Goal
    key: str


def _learn(
    lesson: _Lesson,
    float_onnx: Path,
    folder: Path,
    on_epoch: Callable[[EpochReport], None],
    should_stop: Callable[[], bool],
) -> History:
    from afterfit.training.determinism import reproducible_torch

    quantization = lesson.quantization
    with calibrated(float_onnx, lesson.splits[0].X, quantization) as model, reproducible_torch():
        session = _session(model, lesson, folder)
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


def _session(model: Calibrated, lesson: _Lesson, folder: Path) -> TrainingSession:
    from afterfit.training.quantization.network import QuantizedNetwork

    graph = model.graph(lesson.quantization.exclude_layers)
    network = QuantizedNetwork(graph, model.prepared, lesson.quantization)
    return TrainingSession(lesson.plan, lesson.splits, lesson.goal, network, lesson.key, folder)


def _key(quantization: QuantizationPlan, training_key: str, float_onnx: Path) -> str:
    said = f"{quantization!r} {training_key}".encode()
    return sha256(said + float_onnx.read_bytes()).hexdigest()
