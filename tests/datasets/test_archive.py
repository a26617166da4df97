import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from afterfit.datasets import open_dataset
from afterfit.errors import InputError


def zipped(path: Path, *names: str) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the duplicate that one case is about
        with ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, f"content of {name}")
    return path


def everything(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


def test_a_folder_is_returned_as_it_is(tmp_path: Path) -> None:
    assert open_dataset(tmp_path, tmp_path / "unpacked") == tmp_path
    assert not (tmp_path / "unpacked").exists()


def test_a_zip_is_unpacked_once(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "my data.zip", "classes/a/0.csv", "classes/b/0.csv")
    folder = open_dataset(archive, tmp_path / "unpacked")
    assert (folder / "classes/b/0.csv").read_text() == "content of classes/b/0.csv"
    (folder / "classes/b/0.csv").write_text("still here")
    assert open_dataset(archive, tmp_path / "unpacked") == folder
    assert (folder / "classes/b/0.csv").read_text() == "still here"


def test_another_archive_of_the_same_name_is_another_folder(tmp_path: Path) -> None:
    first = open_dataset(zipped(tmp_path / "d.zip", "classes/a/0.csv"), tmp_path / "unpacked")
    second = open_dataset(zipped(tmp_path / "d.zip", "classes/b/0.csv"), tmp_path / "unpacked")
    assert first != second


def test_a_wrapping_folder_is_entered(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", "wrapped/classes/a/0.csv", "__MACOSX/wrapped/._0.csv")
    assert open_dataset(archive, tmp_path / "unpacked").name == "wrapped"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["classes/a/0.csv", "../evil.csv"], "'../evil.csv', which would be written outside"),
        (["/evil.csv"], "'/evil.csv', which would be written outside"),
        (["classes/a/../../../evil.csv"], "written outside"),
        (["..\\evil.csv"], "written outside"),
        (["C:/evil.csv"], "written outside"),
        (["classes/a/0.csv", "classes/a/0.csv"], "two files of one name"),
    ],
    ids=["parent", "absolute", "hidden parent", "backslash", "drive", "twice"],
)
def test_unsafe_archives_leave_nothing_behind(
    tmp_path: Path, names: list[str], message: str
) -> None:
    archive = zipped(tmp_path / "d.zip", *names)
    with pytest.raises(InputError, match=message):
        open_dataset(archive, tmp_path / "unpacked")
    assert everything(tmp_path / "unpacked") == []
    assert not (tmp_path / "evil.csv").exists()


def test_a_damaged_archive_leaves_nothing_behind(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "d.zip", "classes/a/0.csv", "classes/a/1.csv")
    content = archive.read_bytes()
    archive.write_bytes(content.replace(b"content of classes/a/1", b"CONTENT of classes/a/1"))
    with pytest.raises(InputError, match=r"dataset -> input_data_path: .* cannot be unpacked"):
        open_dataset(archive, tmp_path / "unpacked")
    assert everything(tmp_path / "unpacked") == []


def test_damaged_compression_leaves_nothing_behind(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "d.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("classes/a/0.csv", "1.25\n" * 500)
        start = archive.getinfo("classes/a/0.csv").header_offset + 30 + len("classes/a/0.csv")
    content = bytearray((tmp_path / "d.zip").read_bytes())
    content[start : start + 8] = b"\xff" * 8
    (tmp_path / "d.zip").write_bytes(content)
    with pytest.raises(InputError, match="cannot be unpacked"):
        open_dataset(tmp_path / "d.zip", tmp_path / "unpacked")
    assert everything(tmp_path / "unpacked") == []


def test_an_archive_whose_files_collide(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be unpacked"):
        open_dataset(zipped(tmp_path / "d.zip", "classes", "classes/0.csv"), tmp_path / "unpacked")
    assert everything(tmp_path / "unpacked") == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("https://example.org/data.zip", "https://example.org/data.zip is a URL; download it"),
        ("nowhere/data", "nothing is at .*nowhere/data; put the data set there"),
        ("data.tar", "neither a folder nor a .zip"),
        ("text.zip", "cannot be unpacked"),
    ],
    ids=["URL", "missing", "other file", "no zip"],
)
def test_what_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data.tar").write_text("x")
    Path("text.zip").write_text("x")
    with pytest.raises(InputError, match=message) as caught:
        open_dataset(Path(path), tmp_path / "unpacked")
    assert caught.value.where == "dataset -> input_data_path"
