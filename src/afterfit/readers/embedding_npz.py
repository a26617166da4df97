"""An embedding as one NPZ file of plain arrays; nothing in it needs unpickling."""

from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import EmbeddedWindows, Embedding, TargetEmbedding

AnyEmbedding = TypeVar("AnyEmbedding", bound=EmbeddedWindows)


def write_embedding(embedding: EmbeddedWindows, path: Path) -> None:
    """Write *embedding* to *path*, whole or not at all: an array for each field."""
    told = {one.name: getattr(embedding, one.name) for one in fields(embedding)}
    arrays = {
        name: np.array(value, dtype=np.str_) if isinstance(value, tuple) else np.asarray(value)
        for name, value in told.items()
    }
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)


def read_embedding(path: Path) -> Embedding:
    """Return the embedding of a classification that `write_embedding` wrote.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another kind.
    """
    return _read(Embedding, path, "an embedding")


def read_target_embedding(path: Path) -> TargetEmbedding:
    """Return the embedding of a regression that `write_embedding` wrote.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another kind.
    """
    return _read(TargetEmbedding, path, "an embedding of targets")


def _read(kind: type[AnyEmbedding], path: Path, what: str) -> AnyEmbedding:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return kind(**{one.name: _value(one.name, stored[one.name]) for one in fields(kind)})
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, InputError) as error:
        raise InputError(f"not readable as {what}: {error}", where=str(path)) from None


def _value(name: str, array: NDArray[Any]) -> Any:
    if name.endswith("_names"):
        return tuple(array.tolist())
    return int(array) if name == "n_windows" else array
