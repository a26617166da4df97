"""A static library of ELF objects, byte by byte, as compilers for microcontrollers leave it."""

import struct
from collections.abc import Sequence

PROGBITS, NOBITS, SYMBOLS = 1, 8, 2
WRITE, ALLOC, EXECUTE = 1, 2, 4

Section = tuple[int, int, int]
"""Type, flags and size."""

TEXT: Section = (PROGBITS, ALLOC | EXECUTE, 900)
CONSTANTS: Section = (PROGBITS, ALLOC, 3000)
DATA: Section = (PROGBITS, ALLOC | WRITE, 40)
BSS: Section = (NOBITS, ALLOC | WRITE, 2048)
DEBUG: Section = (PROGBITS, 0, 50_000)


def elf_object(sections: Sequence[Section], *, wide: bool = False, big: bool = False) -> bytes:
    """Return an object file; contents of sections are left out, since headers tell the sizes."""
    order, start = (">" if big else "<"), 64 if wide else 52
    ident = b"\x7fELF" + bytes([2 if wide else 1, 2 if big else 1, 1]) + bytes(9)
    entry = 64 if wide else 40
    if wide:
        head = struct.pack(f"{order}2HI3QI6H", 1, 40, 1, 0, 0, start, 0, 64, 0, 0, entry,
                           len(sections) + 1, 0)  # fmt: skip
    else:
        head = struct.pack(f"{order}2H5I6H", 1, 40, 1, 0, 0, start, 0, 52, 0, 0, entry,
                           len(sections) + 1, 0)  # fmt: skip
    rows = bytes(entry)
    for kind, flags, size in sections:
        if wide:
            rows += struct.pack(f"{order}2I4Q2I2Q", 0, kind, flags, 0, 0, size, 0, 0, 1, 0)
        else:
            rows += struct.pack(f"{order}10I", 0, kind, flags, 0, 0, size, 0, 0, 1, 0)
    return ident + head + rows


def library(*members: bytes) -> bytes:
    """Return the members as a Unix archive, with the symbol table that comes first."""
    data = b"!<arch>\n"
    for name, content in [
        ("/", b"\0\0\0\0\0"),
        *((f"lib{i}.o/", m) for i, m in enumerate(members)),
    ]:
        data += f"{name:<16}{0:<12}{0:<6}{0:<6}{644:<8}{len(content):<10}`\n".encode()
        data += content + b"\n" * (len(content) % 2)
    return data
