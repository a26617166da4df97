import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from afterfit.datasets import data_fingerprint
from afterfit.errors import InputError


def a_dataset(root: Path) -> Path:
    (root / "classes" / "a").mkdir(parents=True)
    (root / "classes" / "a" / "0.csv").write_text("1\n2\n")
    (root / "classes" / "a" / "1.csv").write_text("3\n")
    return root


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda folder: (folder / "0.csv").write_text("1\n3\n"), False),
        (lambda folder: (folder / "0.csv").rename(folder / "2.csv"), False),
        (lambda folder: (folder / "1.csv").unlink(), False),
        (lambda folder: (folder / "new.csv").write_text(""), False),
        (lambda folder: (folder / ".DS_Store").write_text("x"), True),
        (lambda folder: os.utime(folder / "0.csv", (1, 1)), True),
    ],
    ids=["content", "name", "removed", "added", "hidden", "time stamp"],
)
def test_what_counts(tmp_path: Path, change: Callable[[Path], object], same: bool) -> None:
    root = a_dataset(tmp_path / "data")
    before = data_fingerprint(root)
    change(root / "classes" / "a")
    assert (data_fingerprint(root) == before) is same


def test_the_place_does_not_count(tmp_path: Path) -> None:
    root = a_dataset(tmp_path / "data")
    copy = shutil.copytree(root, tmp_path / "elsewhere" / "copy")
    assert data_fingerprint(copy) == data_fingerprint(root)


def test_text_moved_from_one_file_to_the_next_counts(tmp_path: Path) -> None:
    root = a_dataset(tmp_path / "data")
    before = data_fingerprint(root)
    (root / "classes" / "a" / "0.csv").write_text("1\n")
    (root / "classes" / "a" / "1.csv").write_text("2\n3\n")
    assert data_fingerprint(root) != before


def test_linked_folders_count_and_loops_end(tmp_path: Path) -> None:
    root = a_dataset(tmp_path / "data")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "classes").symlink_to(root / "classes")
    assert data_fingerprint(linked) == data_fingerprint(root)
    (root / "classes" / "loop").symlink_to(root)
    (root / "classes" / "a" / "0.csv").write_text("changed\n")
    assert data_fingerprint(linked) != data_fingerprint(a_dataset(tmp_path / "other"))


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        data_fingerprint(tmp_path / "nowhere")
