import json
from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.readers import read_windows_npz, write_windows
from afterfit.records import (
    ImageLayout,
    SignalLayout,
    SoundLayout,
    SpectrogramLayout,
    WindowLayout,
    Windows,
)
from afterfit.signals import LogMel


def test_windows_come_back(tmp_path: Path) -> None:
    windows = Windows(
        values=np.random.default_rng(0).normal(size=(4, 2, 7)).astype(np.float32),
        channel_names=("x", "y"),
        class_names=("a", "<b>"),
        y_true=np.array([0, 1, 1, 0]),
        source=np.array([0, 1, 1, 0]),
        source_names=("a/ü.csv", "b/1.csv"),
        offset=np.array([0, 0, 5, 5]),
        split="test",
    )
    write_windows(windows, tmp_path / "w.npz")
    back = read_windows_npz(tmp_path / "w.npz")
    assert np.array_equal(back.values, windows.values)
    assert back.offset.tolist() == [0, 0, 5, 5]
    for name in ("channel_names", "class_names", "source_names", "split"):
        assert getattr(back, name) == getattr(windows, name)


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", names=np.array([{"a": 1}], dtype=object))
    with pytest.raises(InputError, match="not windows that afterfit wrote"):
        read_windows_npz(tmp_path / "w.npz")


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_windows_npz(tmp_path / "w.npz")
    (tmp_path / "w.npz").write_bytes(b"PK\x03\x04cut")
    with pytest.raises(InputError, match=r"w\.npz"):
        read_windows_npz(tmp_path / "w.npz")


def of_layout(layout: WindowLayout) -> Windows:
    return Windows(
        values=np.zeros((1, 1, 12), np.float32),
        channel_names=("x",),
        class_names=("a",),
        y_true=np.array([0]),
        source=np.array([0]),
        source_names=("a/1.png",),
        offset=np.array([0]),
        split="test",
        layout=layout,
    )


@pytest.mark.parametrize(
    "layout",
    [
        SignalLayout(),
        ImageLayout(3, 4, -1.0, 1.0),
        SpectrogramLayout(6, 2, 25, 10, 0, 4000),
        SoundLayout(8000, LogMel(bands=13, high_hz=3500)),
    ],
    ids=lambda layout: layout.kind,
)
def test_layouts_come_back(tmp_path: Path, layout: WindowLayout) -> None:
    write_windows(of_layout(layout), tmp_path / "w.npz")
    assert read_windows_npz(tmp_path / "w.npz").layout == layout


def rewrite(path: Path, **names: object) -> None:
    """Write the file as another version would, with other *names*; None leaves one out."""
    with np.load(path) as file:
        arrays = {key: file[key] for key in file.files}
    known = {**json.loads(bytes(arrays["names"])), **names}
    text = json.dumps({key: value for key, value in known.items() if value is not None})
    arrays["names"] = np.frombuffer(text.encode(), np.uint8)
    np.savez(path, **arrays)


def test_files_of_earlier_versions_hold_signals(tmp_path: Path) -> None:
    write_windows(of_layout(SignalLayout()), tmp_path / "w.npz")
    rewrite(tmp_path / "w.npz", layout=None)
    assert read_windows_npz(tmp_path / "w.npz").layout == SignalLayout()


@pytest.mark.parametrize(
    "layout",
    [{"kind": "video"}, {"kind": "image", "height": 3}, {"kind": "image", "height": "3"}, "image"],
    ids=["kind", "side left out", "text for a side", "no object"],
)
def test_a_layout_that_cannot_be_read(tmp_path: Path, layout: object) -> None:
    write_windows(of_layout(SignalLayout()), tmp_path / "w.npz")
    rewrite(tmp_path / "w.npz", layout=layout)
    with pytest.raises(InputError, match=r"w\.npz: not windows that afterfit wrote"):
        read_windows_npz(tmp_path / "w.npz")
