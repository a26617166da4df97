"""Training windows as the float model sees them just before its answer."""

from collections.abc import Iterator
from pathlib import Path

from afterfit.errors import InputError
from afterfit.pipeline.context import Context
from afterfit.pipeline.model_costs import spread
from afterfit.readers import write_embedding
from afterfit.records import Embedding
from afterfit.runtimes import penultimate_outputs

MOST_BYTES = 32 << 20
"""Most bytes of embeddings that a run keeps; with more, an even choice of windows."""


def write_train_embedding(context: Context) -> Iterator[Path]:
    """Write the embedding of the training windows of a classification, for later neighbours.

    None for a .tflite that was given: its last layers cannot be asked.
    """
    windows = context.data.splits["train"]
    features, model = context.features["train"], context.folder.reference_model
    if model.suffix != ".onnx":
        return
    try:
        width = penultimate_outputs(model, features[:1]).shape[1]
        rows = spread(len(features), max(1, MOST_BYTES // (4 * max(width, 1))))
        values = penultimate_outputs(model, features[rows])
    except InputError as error:
        context.progress.warning(f"Training neighbours are not known: {error}")
        return
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
