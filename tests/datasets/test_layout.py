from pathlib import Path

import pytest

from afterfit.datasets.layout import find_layout
from afterfit.errors import InputError


def touch(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("1\n2\n")
    return root


def test_classes_by_name_and_recordings_in_natural_order(tmp_path: Path) -> None:
    files = ["classes/b/rec_10.csv", "classes/b/rec_2.TXT", "classes/a10/x.npy", "classes/a2/x.csv"]
    layout = find_layout(touch(tmp_path, *files, "classes/b/.hidden.csv"), "annotations")
    assert layout.class_names == ("a10", "a2", "b")
    assert layout.sources == ("a2/x.csv", "a10/x.npy", "b/rec_2.TXT", "b/rec_10.csv")
    assert layout.notes == ()
    assert layout.class_index("b/rec_2.TXT") == 2


def test_the_root_may_hold_the_classes_itself(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.csv", "b/x.csv", "annotations/note.txt", ".git/config")
    assert find_layout(tmp_path, "annotations").class_names == ("a", "b")


def test_what_is_no_recording_is_noted(tmp_path: Path) -> None:
    touch(tmp_path, "classes/README.md", "classes/a/x.csv", "classes/a/photo.png")
    (note,) = find_layout(tmp_path, "annotations").notes
    assert (
        note
        == "README.md, a/photo.png: not read, being no .csv, .txt, .npy or .wav file of a class"
    )


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], r"no class folders; expected a folder with classes/"),
        (["x.csv"], "no class folders"),
        (["classes/x.csv"], "no class folders"),
        (["files/x.csv"], "set common -> task_type"),
        (["classes/a/x.csv", "classes/b/.keep"], r"classes/b: the class folder holds no record"),
        (["classes/a/photo.png"], "classes/a: the class folder holds no recordings"),
        (["classes/a/day1/x.csv"], "classes/a/day1: is a folder inside a class folder"),
        (["classes/a/x.csv", "classes/a/y.pkl"], r"y\.pkl: is a pickle, .*to_csv\('y\.csv'"),
    ],
    ids=["empty", "loose", "no classes", "files", "empty class", "other", "nested", "pickle"],
)
def test_layouts_that_cannot_be_used(tmp_path: Path, files: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        find_layout(touch(tmp_path, *files), "annotations")


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: no such folder; expected a folder with"):
        find_layout(tmp_path / "nowhere", "annotations")
