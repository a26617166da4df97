"""Training windows as the float model sees them just before its answer."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.pipeline.context import Context
from afterfit.pipeline.model_costs import spread
from afterfit.readers import write_embedding, write_target_embedding
from afterfit.records import Embedding, TargetEmbedding
from afterfit.runtimes import penultimate_outputs

MOST_BYTES = 32 << 20
"""Most bytes of embeddings that a run keeps; with more, an even choice of windows."""


def write_train_embedding(context: Context) -> Iterator[Path]:
    """Write the embedding of the training windows of a classification, for later neighbours.

    None for a .tflite that was given: its last layers cannot be asked.
    """
    windows, found = context.data.splits["train"], _embedded(context)
    if found is None:
        return
    rows, values = found
    embedding = Embedding(
        values=values,
        class_names=windows.class_names,
        y_true=windows.y_true[rows],
        source=windows.source[rows],
        source_names=windows.source_names,
        offset=windows.offset[rows],
        n_windows=len(windows),
    )
    write_embedding(embedding, context.folder.embedding)
    yield context.folder.embedding


def write_target_train_embedding(context: Context) -> Iterator[Path]:
    """Write the same of a regression, with the targets of the training windows."""
    windows, found = context.target_data.splits["train"], _embedded(context)
    if found is None:
        return
    rows, values = found
    embedding = TargetEmbedding(
        values=values,
        target_names=windows.target_names,
        targets=windows.targets[rows, 0],
        source=windows.source[rows],
        source_names=windows.source_names,
        offset=windows.offset[rows],
        n_windows=len(windows),
    )
    write_target_embedding(embedding, context.folder.embedding)
    yield context.folder.embedding


def _embedded(context: Context) -> tuple[NDArray[np.int64], NDArray[np.float32]] | None:
    """Return rows of the training split and what the last layer reads of them; None unknown."""
    features, model = context.features["train"], context.folder.reference_model
    if model.suffix != ".onnx":
        return None
    try:
        width = penultimate_outputs(model, features[:1]).shape[1]
        rows = spread(len(features), max(1, MOST_BYTES // (4 * max(width, 1))))
        return rows, penultimate_outputs(model, features[rows])
    except InputError as error:
        context.progress.warning(f"Training neighbours are not known: {error}")
        return None
