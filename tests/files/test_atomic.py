import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.files import check_folder, remove_leftovers, replacing, write_text


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


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        RuntimeError("parquet: underlying IO error: No space left on device (os error 28)"),
    ],
    ids=["full", "quota", "told by a library in Rust"],
)
def test_a_full_disk_is_the_users_and_leaves_nothing_half_written(
    error: Exception, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "report.html"
    with pytest.raises(InputError, match=r"html: cannot be written: (no space|disk quota)"):
        write_half(path, error)
    assert list(path.parent.iterdir()) == []


def write_half(path: Path, error: Exception) -> None:
    with replacing(path) as temporary:
        temporary.write_text("half")
        raise error


def test_an_error_about_another_file_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), replacing(tmp_path / "report.html"):
        raise PermissionError(errno.EACCES, "Permission denied", "data.csv")


def places(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "file").touch()
    return {
        "file": tmp_path / "file",
        "below": tmp_path / "file" / "x" / "y",
        "long": tmp_path / ("a" * 300),
        "proc": Path("/proc/self/task/x"),
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("file", "file: cannot be written: it is a file; give another folder"),
        ("below", "file is a file; give another folder"),
        ("long", "cannot be written: file name too long"),
    ],
)
def test_a_folder_that_cannot_be_is_refused_before_and_while_writing(
    name: str, said: str, tmp_path: Path
) -> None:
    folder = places(tmp_path)[name]
    with pytest.raises(InputError) as refusal:
        check_folder(folder)
    assert said in str(refusal.value)
    with pytest.raises(InputError, match="cannot be written"):
        write_text(folder / "report.html", "x")


def test_where_nothing_can_be_made_writing_tells(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="task/x: cannot be written: nothing can be made there"):
        write_text(places(tmp_path)["proc"] / "report.html", "x")


def test_a_folder_to_be_is_looked_at_and_not_made(tmp_path: Path) -> None:
    check_folder(tmp_path / "runs" / "one")
    check_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


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
