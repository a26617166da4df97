"""An embedding as one NPZ file of plain arrays; nothing in it needs unpickling."""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import Embedding


def write_embedding(embedding: Embedding, path: Path) -> None:
    """Write *embedding* to *path*, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.savez(
            stream,
            allow_pickle=False,
            values=embedding.values,
            class_names=np.array(embedding.class_names, dtype=np.str_),
            y_true=embedding.y_true,
            source=embedding.source,
            source_names=np.array(embedding.source_names, dtype=np.str_),
            offset=embedding.offset,
            n_windows=np.array(embedding.n_windows),
        )


def read_embedding(path: Path) -> Embedding:
    """Return the embedding that `write_embedding` wrote.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another kind.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return Embedding(
                values=stored["values"],
                class_names=tuple(stored["class_names"].tolist()),
                y_true=stored["y_true"],
                source=stored["source"],
                source_names=tuple(stored["source_names"].tolist()),
                offset=stored["offset"],
                n_windows=int(stored["n_windows"]),
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, InputError) as error:
        raise InputError(f"not readable as an embedding: {error}", where=str(path)) from None
