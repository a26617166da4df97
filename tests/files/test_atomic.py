import os
import subprocess
import sys
from pathlib import Path

import pytest

from afterfit.files import remove_leftovers, replacing, write_text


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_text(path, "old")
    with pytest.raises(TypeError), replacing(path) as temporary:
        temporary.write_bytes(b"half of the n" + None)  # type: ignore[operator]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_final_name_never_shows_a_part(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "report.html"
    with replacing(path) as temporary:
        temporary.write_text("half")
        assert not path.exists()
        assert temporary.suffix == path.suffix
        temporary.write_text("whole")
    assert path.read_text() == "whole"


def test_line_ends_are_left_alone(tmp_path: Path) -> None:
    write_text(tmp_path / "x", "a\r\nb\n")
    assert (tmp_path / "x").read_bytes() == b"a\r\nb\n"


def test_only_leftovers_of_dead_processes_are_removed(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    dead = tmp_path / "deep" / f".tmp-{process.pid}-model.onnx"
    alive = tmp_path / f".tmp-{os.getpid()}-model.onnx"
    users = tmp_path / ".tmp-notes"
    dead.parent.mkdir()
    for path in (dead, alive, users):
        path.write_text("half")
    remove_leftovers(tmp_path)
    assert not dead.exists()
    assert alive.exists()
    assert users.exists()
