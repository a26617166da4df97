"""An embedding with its targets as one NPZ file of plain arrays; nothing needs unpickling."""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import TargetEmbedding


def write_target_embedding(embedding: TargetEmbedding, path: Path) -> None:
    """Write *embedding* to *path*, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.savez(
            stream,
            allow_pickle=False,
            values=embedding.values,
            target_names=np.array(embedding.target_names, dtype=np.str_),
            targets=embedding.targets,
            source=embedding.source,
            source_names=np.array(embedding.source_names, dtype=np.str_),
            offset=embedding.offset,
            n_windows=np.array(embedding.n_windows),
        )


def read_target_embedding(path: Path) -> TargetEmbedding:
    """Return the embedding that `write_target_embedding` wrote.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another kind.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return TargetEmbedding(
                values=stored["values"],
                target_names=tuple(stored["target_names"].tolist()),
                targets=stored["targets"],
                source=stored["source"],
                source_names=tuple(stored["source_names"].tolist()),
                offset=stored["offset"],
                n_windows=int(stored["n_windows"]),
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, InputError) as error:
        raise InputError(
            f"not readable as an embedding of targets: {error}", where=str(path)
        ) from None
