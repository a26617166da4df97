"""Training windows as the float model sees them just before its answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.pipeline.context import Context
from afterfit.pipeline.model_costs import spread
from afterfit.readers import write_embedding
from afterfit.records import EmbeddedWindows, Embedding, TargetEmbedding
from afterfit.runtimes import penultimate_outputs

MOST_BYTES = 32 << 20
"""Most bytes of embeddings that a run keeps; with more, an even choice of windows."""


def write_train_embedding(context: Context) -> Iterator[Path]:
    """Write the embedding of the training windows of a classification, for later neighbours.

    None for a .tflite that was given: its last layers cannot be asked.
    """
    windows, found = context.data.splits["train"], _embedded(context)
    if found is not None:
        rows, origin = found
        y_true = windows.y_true[rows]
        yield _written(context, Embedding(class_names=windows.class_names, y_true=y_true, **origin))


def write_target_train_embedding(context: Context) -> Iterator[Path]:
    """Write the same of a regression, with the targets of the training windows."""
    windows, found = context.target_data.splits["train"], _embedded(context)
    if found is not None:
        rows, origin = found
        names, targets = windows.target_names, windows.targets[rows, 0]
        yield _written(context, TargetEmbedding(target_names=names, targets=targets, **origin))


def _written(context: Context, embedding: EmbeddedWindows) -> Path:
    write_embedding(embedding, context.folder.embedding)
    return context.folder.embedding


def _embedded(context: Context) -> tuple[NDArray[np.int64], dict[str, Any]] | None:
    """Return rows of the training split, and what an embedding holds of them; None unknown."""
    features, model = context.features["train"], context.folder.reference_model
    windows = context.any_data.splits["train"]
    if model.suffix != ".onnx":
        return None
    try:
        width = penultimate_outputs(model, features[:1]).shape[1]
        rows = spread(len(features), max(1, MOST_BYTES // (4 * max(width, 1))))
        values = penultimate_outputs(model, features[rows])
    except InputError as error:
        context.progress.warning(f"Training neighbours are not known: {error}")
        return None
    return rows, {
        "values": values,
        "source": windows.source[rows],
        "source_names": windows.source_names,
        "offset": windows.offset[rows],
        "n_windows": len(windows),
    }
