"""Write under a temporary name, then rename: readers see the old file or the new one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from afterfit.errors import InputError, why_unwritable


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside *path*; on success it becomes *path*, on error it vanishes.

    The temporary name keeps the suffix, since many writers choose their format by it.
    A process killed in between leaves only a file whose name starts with ``.tmp-``.

    Raises
    ------
    InputError
        When nothing can be written there, or the disk is full.
    """
    temporary = path.with_name(f".tmp-{os.getpid()}-{path.name}")
    try:
        _make_folder(path.parent)
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    except Exception as error:
        reason = why_unwritable(error)
        if reason is None or not _is_about(error, temporary):
            raise
        raise unwritable(path, reason) from None
    finally:
        with suppress(OSError):  # of a folder that could not be made
            temporary.unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError:  # as in /proc, where nothing can be made
        raise unwritable(folder, "nothing can be made there") from None


def _is_about(error: Exception, temporary: Path) -> bool:
    """Say whether an error is about the file that is written, not one that is read meanwhile."""
    named = getattr(error, "filename", None)
    return named is None or Path(named) in (temporary, *temporary.parents)


def unwritable(path: Path, reason: str) -> InputError:
    """Return the error of a place where nothing can be written."""
    return InputError(f"cannot be written: {reason}; give another folder", where=str(path))


def check_folder(path: Path) -> None:
    """Refuse a folder that cannot be made or written, before any work is done for it.

    Nothing is made. What only writing itself can tell, as a full disk, `replacing` tells.

    Raises
    ------
    InputError
        Names the first place on the way that is no folder, or cannot be written.
    """
    whole = path.absolute()
    try:
        place = next(one for one in (whole, *whole.parents) if one.exists())
    except OSError as error:
        raise unwritable(path, (error.strerror or str(error)).lower()) from None
    if not place.is_dir():
        raise unwritable(path, "it is a file" if place == whole else f"{place} is a file")
    if not os.access(place, os.W_OK | os.X_OK):
        raise unwritable(path, f"no permission to write to {place}")


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
