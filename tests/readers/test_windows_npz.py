from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.readers import read_windows_npz, write_windows
from afterfit.records import Windows


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
