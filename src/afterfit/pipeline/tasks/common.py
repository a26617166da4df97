"""What several tasks do alike in a run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.pipeline.context import Context
from afterfit.records import SPLITS, TargetWindows
from afterfit.results import LayerSensitivity, from_json
from afterfit.runtimes import run_onnx, run_variant
from afterfit.training import (
    SCALE_FILE,
    NumberTask,
    TargetScale,
    read_target_scale,
    train_numbers,
    train_quantized_numbers,
    write_target_scale,
)

Record = TypeVar("Record")
Arrays = tuple[NDArray[Any], NDArray[Any]]
Lessons = tuple[Arrays, Arrays]
"""Features and what is to be told of them, of training and of validation."""


def outputs_of(model: Path, X: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the raw outputs of a model file, whatever their shape."""
    if model.suffix == ".onnx":
        return run_onnx(model, X, n_axes=None)
    return run_variant(model, X, "tflm").outputs


def write_records(
    context: Context,
    record: Callable[[Context, str, NDArray[np.float64], str], Record],
    write: Callable[[Record, Path], None],
) -> Iterator[Path]:
    """Write the record of each variant on each split that has windows, and give the files."""
    for variant, model in context.models.items():
        for split, windows in context.any_data.splits.items():
            if len(windows):
                path = context.folder.predictions(variant, split)
                outputs = outputs_of(model, context.features[split])
                write(record(context, split, outputs, variant), path)
                yield path


def check_training_windows(context: Context) -> None:
    """Refuse to train on nothing."""
    if not len(context.any_data.splits["train"]):
        raise InputError("the training split has no windows", where="dataset -> split_factor")


def train_network(context: Context, task: NumberTask, lessons: Lessons) -> tuple[Path, ...]:
    """Train a network that tells numbers and return its files."""
    check_training_windows(context)
    folder = context.folder
    train_numbers(context.training_plan, task, *lessons, folder.base, context.progress.epoch)
    return (folder.float_model, folder.history, folder.base / "best_model.pt")


def train_network_quantized(context: Context, task: NumberTask, lessons: Lessons) -> None:
    """Let a network that tells numbers go on learning with its rounding in place."""
    train_quantized_numbers(
        context.quantization_plan,
        context.training_plan,
        task,
        context.folder.float_model,
        *lessons,
        context.folder.quantization,
        context.progress.epoch,
    )


def train_on_targets(
    context: Context, task: NumberTask, output_names: tuple[str, ...]
) -> tuple[Path, ...]:
    """Train a network that tells the standardised targets of each window."""
    check_training_windows(context)
    files = train_network(context, task, target_lessons(context))
    path = context.folder.base / SCALE_FILE
    write_target_scale(_scale(context), output_names, path)
    return (*files, path)


def target_lessons(context: Context) -> Lessons:
    """Return the features and standardised targets of training and validation."""
    scale, splits = _scale(context), context.target_data.splits
    train, validation = (
        (context.features[split], scale.standardised(_flat(splits[split]))) for split in SPLITS[:2]
    )
    return train, validation


def _scale(context: Context) -> TargetScale:
    return TargetScale.of(_flat(context.target_data.splits["train"]))


def _flat(windows: TargetWindows) -> NDArray[np.float64]:
    return windows.targets.reshape(len(windows), -1)


def told_targets(
    context: Context, split: str, outputs: NDArray[np.float64]
) -> tuple[TargetWindows, NDArray[np.float64]]:
    """Return windows and what a model tells of them in units, shaped like their targets."""
    windows = context.target_data.splits[split]
    scale = read_target_scale(context.folder.base / SCALE_FILE)
    return windows, scale.in_units(outputs).reshape(windows.targets.shape)


def sensitivities_of(context: Context) -> tuple[LayerSensitivity, ...]:
    """Return what the stage of trying layers in float found; nothing where it was not wanted."""
    written = context.manifest.outputs("sensitivity") if context.tries_float_layers else {}
    found = [from_json((context.folder.root / name).read_bytes()) for name in written]
    return tuple(one for one in found if isinstance(one, LayerSensitivity))


def written_records(context: Context) -> list[Path]:
    """Return the records that the stage of testing wrote."""
    names = context.manifest.outputs("test")
    return [context.folder.root / name for name in names if name.startswith("predictions/")]


def shipped_variant(context: Context) -> str:
    """Return the variant that goes onto the device, the last one."""
    *_, shipped = context.models
    return shipped
