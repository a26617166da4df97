from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.datasets.columns import Variables
from afterfit.datasets.recordings import read_recording
from afterfit.errors import InputError

TABLE = np.arange(12.0).reshape(4, 3)


@pytest.mark.parametrize(
    ("array", "variables", "expected"),
    [
        (TABLE, 2, TABLE[:, 1:]),
        (TABLE, (1,), TABLE[:, 2:]),
        (TABLE.astype("i2"), 1, TABLE[:, 1:2]),
        (TABLE[:, :1], 1, TABLE[:, :1]),
        (TABLE[:, 0], 1, TABLE[:, :1]),
    ],
    ids=["column 0 is time", "places count without time", "integers", "one column", "one axis"],
)
def test_npy(tmp_path: Path, array: Any, variables: Variables, expected: Any) -> None:
    np.save(tmp_path / "rec.npy", array)
    recording = read_recording(tmp_path, "rec.npy", variables)
    assert np.array_equal(recording.values, expected)
    assert not recording.named


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.array([[0, 1.0], [1, np.nan]]), "row 1 and column 1 .*nan is not a finite"),
        (np.array(["a", "b"]), "real numbers"),
        (np.array([1 + 2j]), "real numbers"),
        (np.zeros((2, 2, 2)), r"got \(2, 2, 2\)"),
        (np.zeros((0, 3)), r"got \(0, 3\)"),
        (np.array([{}, []], dtype=object), "not a plain NumPy array"),
    ],
    ids=["NaN", "text", "complex", "three axes", "no rows", "pickled objects"],
)
def test_npy_that_is_no_recording(tmp_path: Path, array: Any, message: str) -> None:
    np.save(tmp_path / "rec.npy", array, allow_pickle=True)
    with pytest.raises(InputError, match=message):
        read_recording(tmp_path, "rec.npy", 1)


@pytest.mark.parametrize("content", [b"", b"not an array"], ids=["empty", "other bytes"])
def test_a_broken_npy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "rec.npy").write_bytes(content)
    with pytest.raises(InputError, match=r"rec\.npy: is not a plain NumPy array"):
        read_recording(tmp_path, "rec.npy", 1)


def test_a_file_that_vanished(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rec\.csv: cannot be read: No such file"):
        read_recording(tmp_path, "rec.csv", 1)


def test_channel_names_come_from_the_header(tmp_path: Path) -> None:
    (tmp_path / "rec.csv").write_text("time,ax,ay\n0,1,2\n")
    recording = read_recording(tmp_path, "rec.csv", ("ay",))
    assert (recording.channel_names, recording.named) == (("ay",), True)
    assert recording.columns.names == ("ax", "ay")
