"""TFRecord files: length, its checksum, content, its checksum, and again."""

import struct
from collections.abc import Iterator
from functools import cache

_HEAD, _TAIL = 12, 4


class TruncatedError(ValueError):
    """The file ends within a record."""


class ChecksumError(ValueError):
    """A record is not what was written."""


def records(data: bytes, *, check: bool = False) -> Iterator[tuple[int, int]]:
    """Give first byte and end of each record's content.

    Checksums (CRC-32C) are compared only with *check*: in plain Python that takes long.

    Raises
    ------
    TruncatedError
        When the file ends within a record; all records before it were given.
    ChecksumError
        When *check* is on and a checksum differs.
    """
    at = 0
    while at < len(data):
        start = at + _HEAD
        if start > len(data):
            raise TruncatedError
        length = int.from_bytes(data[at : at + 8], "little")
        end = start + length
        if end + _TAIL > len(data):
            raise TruncatedError
        if check:
            _check(data[at : at + 8], data[at + 8 : start])
            _check(data[start:end], data[end : end + _TAIL])
        yield start, end
        at = end + _TAIL


def _check(content: bytes, checksum: bytes) -> None:
    if struct.pack("<I", masked_crc32c(content)) != checksum:
        raise ChecksumError


def masked_crc32c(content: bytes) -> int:
    """Return the checksum that TFRecord files carry.

    Examples
    --------
    >>> hex(masked_crc32c(b"123456789"))
    '0xc78ab0e5'
    """
    crc = 0xFFFFFFFF
    table = _table()
    for byte in content:
        crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


@cache
def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return tuple(table)
