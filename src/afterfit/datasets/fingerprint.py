"""A data set → a number that changes with it."""

import os
from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from afterfit.datasets.layout import EXPECTED_LAYOUT
from afterfit.errors import InputError


def data_fingerprint(root: Path) -> str:
    """Return a hash over relative path, size and content of all files under *root*.

    Hidden files and folders do not count, nor does where *root* lies or when a file was changed.
    Links are followed, since recordings are read through them too.
    """
    if not root.is_dir():
        raise InputError(f"no such folder; {EXPECTED_LAYOUT}", where=str(root))
    whole = sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in _files(root)):
        with path.open("rb") as file:
            content = file_digest(file, "sha256").hexdigest()
        whole.update(f"{name}\0{path.stat().st_size}\0{content}\n".encode())
    return whole.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    """Yield visible files; a folder reached before is not entered again, so loops end."""
    entered: set[Path] = set()
    for parent, folders, files in os.walk(root, followlinks=True):
        here = Path(parent)
        entered.add(here.resolve())
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and (here / each).resolve() not in entered
        )
        yield from (here / each for each in files if not each.startswith("."))
