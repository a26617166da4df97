"""Windows as one NPZ file of plain arrays; nothing in it needs unpickling."""

import json
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import Windows


def write_windows(windows: Windows, path: Path) -> None:
    """Write *windows* to *path*, whole or not at all."""
    names = {
        "channel_names": windows.channel_names,
        "class_names": windows.class_names,
        "source_names": windows.source_names,
        "split": windows.split,
    }
    with replacing(path) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(
            stream,
            values=windows.values,
            y_true=windows.y_true,
            source=windows.source,
            offset=windows.offset,
            names=np.frombuffer(json.dumps(names).encode(), dtype=np.uint8),
        )


def read_windows_npz(path: Path) -> Windows:
    """Return the windows that `write_windows` wrote to *path*.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another kind.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            names = json.loads(bytes(file["names"]))
            arrays = {key: file[key] for key in ("values", "y_true", "source", "offset")}
    except FileNotFoundError:
        raise InputError(f"no such file of windows: {path}") from None
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise InputError(f"not windows that afterfit wrote: {error}", where=str(path)) from None
    return Windows(**arrays, **names)
