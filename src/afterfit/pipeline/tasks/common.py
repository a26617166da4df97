"""What several tasks do alike in a run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.pipeline.context import Context
from afterfit.records import SPLITS, TargetWindows
from afterfit.runtimes import run_onnx, run_variant
from afterfit.training import (
    SCALE_FILE,
    NumberTask,
    TargetScale,
    read_target_scale,
    train_numbers,
    write_target_scale,
)

Arrays = tuple[NDArray[Any], NDArray[Any]]


def outputs_of(model: Path, X: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the raw outputs of a model file, whatever their shape."""
    if model.suffix == ".onnx":
        return run_onnx(model, X, n_axes=None)
    return run_variant(model, X, "tflm").outputs


def train_network(
    context: Context, task: NumberTask, train: Arrays, validation: Arrays
) -> tuple[Path, ...]:
    """Train a network that tells numbers and return its files."""
    if not len(train[0]):
        raise InputError("the training split has no windows", where="dataset -> split_factor")
    folder = context.folder
    train_numbers(
        context.training_plan, task, train, validation, folder.base, context.progress.epoch
    )
    return (folder.float_model, folder.history, folder.base / "best_model.pt")


def train_on_targets(
    context: Context, task: NumberTask, output_names: tuple[str, ...]
) -> tuple[Path, ...]:
    """Train a network that tells the standardised targets of each window."""
    splits, features = context.target_data.splits, context.features
    flat = {name: _flat(windows) for name, windows in splits.items()}
    if not len(flat["train"]):
        raise InputError("the training split has no windows", where="dataset -> split_factor")
    scale = TargetScale.of(flat["train"])
    pairs = {name: (features[name], scale.standardised(flat[name])) for name in splits}
    files = train_network(context, task, pairs["train"], pairs["validation"])
    path = context.folder.base / SCALE_FILE
    write_target_scale(scale, output_names, path)
    return (*files, path)


def _flat(windows: TargetWindows) -> NDArray[np.float64]:
    return windows.targets.reshape(len(windows), -1)


def told_targets(context: Context) -> Iterator[tuple[str, TargetWindows, NDArray[np.float64]]]:
    """Yield variant, windows and what the model tells of them in units, shaped like the targets."""
    scale = read_target_scale(context.folder.base / SCALE_FILE)
    for variant, model in context.models.items():
        for split in SPLITS:
            windows = context.target_data.splits[split]
            if len(windows):
                outputs = outputs_of(model, context.features[split])
                yield variant, windows, scale.in_units(outputs).reshape(windows.targets.shape)


def written_records(context: Context) -> list[Path]:
    """Return the records that the stage of testing wrote."""
    names = context.manifest.outputs("test")
    return [context.folder.root / name for name in names if name.startswith("predictions/")]


def shipped_variant(context: Context) -> str:
    """Return the variant that goes onto the device, the last one."""
    *_, shipped = context.models
    return shipped
