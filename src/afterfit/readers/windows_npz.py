"""Windows as one NPZ file of plain arrays; nothing in it needs unpickling."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import (
    ImageLayout,
    SignalLayout,
    SoundLayout,
    SpectrogramLayout,
    WindowLayout,
    Windows,
)
from afterfit.signals import LogMel

_LAYOUTS = {
    "signal": SignalLayout,
    "image": ImageLayout,
    "spectrogram": SpectrogramLayout,
    "sound": SoundLayout,
}


def write_windows(windows: Windows, path: Path) -> None:
    """Write *windows* to *path*, whole or not at all."""
    names = {
        "channel_names": windows.channel_names,
        "class_names": windows.class_names,
        "source_names": windows.source_names,
        "split": windows.split,
        "layout": asdict(windows.layout),
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

    Files of earlier versions do not tell the layout; their windows are signals.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another kind.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            names = json.loads(bytes(file["names"]))
            arrays = {key: file[key] for key in ("values", "y_true", "source", "offset")}
            layout = _layout(names.pop("layout", {"kind": "signal"}))
    except FileNotFoundError:
        raise InputError(f"no such file of windows: {path}") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BadZipFile) as error:
        raise InputError(f"not windows that afterfit wrote: {error}", where=str(path)) from None
    return Windows(**arrays, **names, layout=layout)


def _layout(written: dict[str, Any]) -> WindowLayout:
    if "mel" in written:
        written = {**written, "mel": LogMel(**written["mel"])}
    layout: WindowLayout = _LAYOUTS[written["kind"]](**written)
    return layout
