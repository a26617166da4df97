"""A folder or a .zip → a folder of recordings."""

import os
import re
import shutil
import zlib
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from afterfit.datasets.layout import EXPECTED_LAYOUT
from afterfit.errors import InputError
from afterfit.files import safe_name

_WHERE = "dataset -> input_data_path"
_URL = re.compile(r"^[a-z][a-z0-9+.-]+:/", re.IGNORECASE)  # two letters or more: C:/ is a drive


def open_dataset(input_data_path: str | Path, extract_to: Path, home: Path = Path()) -> Path:
    """Return the folder of the data set at *input_data_path*.

    A relative path starts at *home*. A folder is returned as it is. A .zip is unpacked into a
    folder of *extract_to* that carries its name and a hash of its content, whole or not at all;
    the same file is unpacked once.

    Raises
    ------
    InputError
        Nothing is there, it is a URL, or it is no archive that can be unpacked safely.
    """
    given = Path(input_data_path)
    if _URL.match(given.as_posix()):
        raise InputError(
            f"afterfit downloads nothing, and {_as_url(given)} is a URL; download it "
            f"and give the path of the folder or .zip; {EXPECTED_LAYOUT}",
            where=_WHERE,
        )
    path = home / given
    if path.is_dir():
        return path
    if not path.exists():
        raise InputError(
            f"nothing is at {path.absolute()}; put the data set there, or give the "
            f"path of its folder or .zip; {EXPECTED_LAYOUT}",
            where=_WHERE,
        )
    if path.suffix.lower() != ".zip":
        raise InputError(f"{path} is neither a folder nor a .zip; {EXPECTED_LAYOUT}", where=_WHERE)
    return _data_folder(_unpacked(path, extract_to))


def _as_url(path: Path) -> str:
    return re.sub(r":/+", "://", path.as_posix(), count=1)  # Path made one slash of two


def _unpacked(archive: Path, extract_to: Path) -> Path:
    with archive.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    target = extract_to / f"{safe_name(archive.stem)}-{digest[:12]}"
    if not target.is_dir():
        extract_to.mkdir(parents=True, exist_ok=True)
        _unpack(archive, target)
    return target


def _unpack(archive: Path, target: Path) -> None:
    """Unpack under a temporary name, then rename, so that *target* is whole when it exists."""
    temporary = target.with_name(f".tmp-{os.getpid()}-{target.name}")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        with ZipFile(archive) as opened:
            _check_members(opened, archive, target.parent)
            opened.extractall(temporary)
        temporary.replace(target)
    except (BadZipFile, EOFError, OSError, RuntimeError, zlib.error) as error:
        raise InputError(
            f"{archive} cannot be unpacked ({error}); check the download, or unpack it and give "
            "the path of the folder",
            where=_WHERE,
        ) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _check_members(opened: ZipFile, archive: Path, folder: Path) -> None:
    names = opened.namelist()
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
            raise InputError(
                f"{archive} holds {name!r}, which would be written outside of its folder; "
                "nothing was unpacked",
                where=_WHERE,
            )
    if len(set(names)) < len(names):
        raise InputError(
            f"{archive} holds two files of one name; nothing was unpacked", where=_WHERE
        )
    needed, free = sum(each.file_size for each in opened.infolist()), shutil.disk_usage(folder).free
    if needed > free:
        raise InputError(
            f"{archive} needs {needed:,} bytes unpacked, and {folder} has {free:,} free",
            where=_WHERE,
        )


def _data_folder(unpacked: Path) -> Path:
    """Return the folder that holds the data, which many archives wrap into one more folder."""
    inside = [each for each in unpacked.iterdir() if not each.name.startswith((".", "__MACOSX"))]
    if len(inside) == 1 and any((inside[0] / name).is_dir() for name in ("classes", "files")):
        return inside[0]
    return unpacked
