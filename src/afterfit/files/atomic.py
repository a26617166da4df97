"""Write under a temporary name, then rename: readers see the old file or the new one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside *path*; on success it becomes *path*, on error it vanishes.

    The temporary name keeps the suffix, since many writers choose their format by it.
    A process killed in between leaves only a file whose name starts with ``.tmp-``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".tmp-{os.getpid()}-{path.name}")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write *content* to *path*, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Write *content* as UTF-8, line ends untouched, to *path*, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


def remove_leftovers(folder: Path) -> None:
    """Remove what killed processes left half-written below *folder*; living ones keep theirs."""
    for path in folder.rglob(".tmp-*"):
        owner = path.name.split("-")[1]
        if path.is_file() and owner.isdigit() and not is_alive(int(owner)):
            path.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Say whether that process still runs here; where nobody can tell, it is believed."""
    if process == os.getpid():
        return True
    if os.name != "posix":  # where a signal of 0 is no question; a file in use stays by itself
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it lives, and belongs to somebody else
        return True
    return True
