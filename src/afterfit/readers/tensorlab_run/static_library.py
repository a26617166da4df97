"""A static library (.a) of ELF objects → what its sections take of flash and RAM."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError

_ARCHIVE, _ELF = b"!<arch>\n", b"\x7fELF"
_HEADER = 60
_WRITABLE, _ALLOCATED, _NO_BITS = 1, 2, 8


@dataclass(frozen=True, slots=True)
class LibrarySize:
    """Bytes that the objects of a library bring, before a linker leaves out what is not called."""

    flash_bytes: int
    """Code, constants, and the first values of variables."""
    ram_bytes: int
    """Variables, with first values or without."""
    n_objects: int


def read_library_size(path: Path) -> LibrarySize:
    """Return the summed sizes of the sections of all ELF objects in the library *path*.

    Sections without the flag ALLOC (symbols, debug data) stay on the disk and do not count.

    Raises
    ------
    InputError
        When the file is no such library, is cut short, or holds no ELF object.
    """
    try:
        data = path.read_bytes()
        objects = [one for one in _members(data) if one.startswith(_ELF)]
        sections = [section for one in objects for section in _sections(one)]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (struct.error, ValueError, IndexError):
        raise InputError("is cut short, or no static library", where=str(path)) from None
    if not objects:
        raise InputError("holds no ELF object", where=str(path))
    used = [(kind, flags, size) for kind, flags, size in sections if flags & _ALLOCATED]
    return LibrarySize(
        flash_bytes=sum(size for kind, _, size in used if kind != _NO_BITS),
        ram_bytes=sum(size for kind, flags, size in used if kind == _NO_BITS or flags & _WRITABLE),
        n_objects=len(objects),
    )


def _members(data: bytes) -> Iterator[bytes]:
    """Yield the content of each member of a Unix archive."""
    if not data.startswith(_ARCHIVE):
        raise ValueError
    place = len(_ARCHIVE)
    while place < len(data):
        size = int(data[place + 48 : place + 58])
        start = place + _HEADER
        if start + size > len(data):
            raise ValueError
        yield data[start : start + size]
        place = start + size + size % 2  # members start at even places


def _sections(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield type, flags and size of each section of an ELF object of 32 or 64 bits."""
    order, wide = ("<" if data[5] == 1 else ">"), data[4] == 2
    offset = struct.unpack_from(f"{order}{'Q' if wide else 'I'}", data, 40 if wide else 32)[0]
    entry, n = struct.unpack_from(f"{order}2H", data, 58 if wide else 46)
    layout, places = (f"{order}2I4Q", (1, 2, 5)) if wide else (f"{order}6I", (1, 2, 5))
    for i in range(n):
        fields = struct.unpack_from(layout, data, offset + i * entry)
        yield fields[places[0]], fields[places[1]], fields[places[2]]
