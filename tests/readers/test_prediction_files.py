from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.readers.prediction_files import find_prediction_files, repeated_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ("p10.csv", "p2.csv", "p1.csv", ".hidden.csv", "notes.txt", "sub/p3.csv", ".git/x.csv")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", ["p1.csv", "p2.csv", "p10.csv", "sub/p3.csv"]),
        ("p*.csv", ["p1.csv", "p2.csv", "p10.csv"]),
        ("**/*.csv", [".git/x.csv", ".hidden.csv", "p1.csv", "p2.csv", "p10.csv", "sub/p3.csv"]),
        ("p2.csv", ["p2.csv"]),
        ("p[12].csv", ["p1.csv", "p2.csv"]),
    ],
    ids=["folder", "glob", "deep glob", "file", "set"],
)
def test_files_are_found_in_natural_order(folder: Path, path: str, found: list[str]) -> None:
    files = find_prediction_files([folder / path])
    assert [file.relative_to(folder).as_posix() for file in files] == found


def test_a_relative_glob_starts_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert find_prediction_files(["p?.csv"]) == (Path("p1.csv"), Path("p2.csv"))


def test_a_name_with_brackets_that_exists_is_no_glob(tmp_path: Path) -> None:
    (tmp_path / "a[1].csv").touch()
    assert find_prediction_files([tmp_path / "a[1].csv"]) == (tmp_path / "a[1].csv",)


def test_paths_keep_their_order_and_count_once(folder: Path) -> None:
    files = find_prediction_files([folder / "p2.csv", folder / "p*.csv"])
    assert [file.name for file in files] == ["p2.csv", "p1.csv", "p10.csv"]


def test_what_was_written_about_files_beside_them_is_not_read_with_them(folder: Path) -> None:
    for name in (
        "analysis.json",
        "run.json",
        "testing/x.csv",
        "own.csv",
        "predictions/int8_test.csv",
    ):
        (folder / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "out" / name).touch()
    names = [file.name for file in find_prediction_files([folder])]
    assert names == ["own.csv", "int8_test.csv", "p1.csv", "p2.csv", "p10.csv", "p3.csv"]
    (folder / "out" / "run.json").unlink()
    assert "x.csv" in [file.name for file in find_prediction_files([folder])]


def test_a_link_to_a_file_is_that_file(folder: Path) -> None:
    (folder / "soft.csv").symlink_to(folder / "p1.csv")
    (folder / "hard.csv").hardlink_to(folder / "p2.csv")
    files = find_prediction_files([folder / "p1.csv", folder / "sub" / ".." / "p1.csv", folder])
    assert [file.name for file in files] == ["p1.csv", "hard.csv", "p10.csv", "p3.csv"]


@pytest.mark.parametrize(
    ("paths", "again"),
    [
        (("p1.csv", "p2.csv"), []),
        (("p1.csv", "p1.csv", "p1.csv"), [("p1.csv", "p1.csv")]),
        (("p2.csv", "p*.csv"), [("p2.csv", "p2.csv")]),
        (("sub", "**/p3.csv"), [("sub/p3.csv", "sub/p3.csv")]),
        (("p1.csv", "link.csv"), [("link.csv", "p1.csv")]),
    ],
    ids=["none", "three times", "file and glob", "folder and glob", "link"],
)
def test_what_is_named_again_is_told(
    folder: Path, paths: tuple[str, ...], again: list[tuple[str, str]]
) -> None:
    if "link.csv" in paths:
        (folder / "link.csv").symlink_to(folder / "p1.csv")
    told = repeated_files([folder / path for path in paths])
    assert told == tuple((folder / path, folder / first) for path, first in again)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.csv", "no such file of predictions"),
        ("*.parquet", "no file matches"),
        ("empty", "holds no file of predictions; Parquet"),
        ("x.pkl", "a pickle runs code"),
        ("x.joblib", "a pickle runs code"),
        ("x.csv.gz", "gunzip -k"),
        ("x.npy", "np.savez"),
        ("x.xyz", "a .xyz file is not read: Parquet"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    if name == "empty":
        (tmp_path / name).mkdir()
    elif name.startswith("x"):
        (tmp_path / name).touch()
    with pytest.raises(InputError, match=message):
        find_prediction_files([tmp_path / name])


def test_formats_do_not_mix(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "b.parquet").touch()
    with pytest.raises(InputError, match=r"a\.csv is CSV, .*b\.parquet is Parquet"):
        find_prediction_files([tmp_path])


def test_nothing_given() -> None:
    with pytest.raises(InputError, match="no files of predictions were given"):
        find_prediction_files([])
