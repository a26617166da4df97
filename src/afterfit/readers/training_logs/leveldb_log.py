"""Files of records in blocks, the log format of LevelDB, as Weights & Biases writes its runs.

https://github.com/google/leveldb/blob/main/doc/log_format.md; the checksum is zlib's CRC-32.
"""

import struct
import zlib
from collections.abc import Iterator

from afterfit.readers.training_logs.tfrecord import ChecksumError, TruncatedError

BLOCK = 32_768
_HEAD = struct.Struct("<IHB")
_FULL, _FIRST, _MIDDLE, _LAST = 1, 2, 3, 4


def block_records(data: bytes, start: int) -> Iterator[bytes]:
    """Give each record from byte *start* on; one that spans blocks comes joined.

    Raises
    ------
    TruncatedError
        When the data end within a record; all records before it were given.
    ChecksumError
        When a record is not what was written.
    """
    parts: list[bytes] = []
    for kind, content in _pieces(data, start):
        if kind in (_FULL, _FIRST):
            parts = []
        parts.append(content)
        if kind in (_FULL, _LAST):
            yield b"".join(parts)
            parts = []
    if parts:
        raise TruncatedError


def _pieces(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at < len(data):
        left = BLOCK - at % BLOCK
        if left < _HEAD.size:
            at += left
            continue
        if at + _HEAD.size > len(data):
            raise TruncatedError
        checksum, length, kind = _HEAD.unpack_from(data, at)
        first, at = at + _HEAD.size, at + _HEAD.size + length
        if at > len(data):
            raise TruncatedError
        content = data[first:at]
        if kind not in (_FULL, _FIRST, _MIDDLE, _LAST) or checksum != checksum_of(kind, content):
            raise ChecksumError
        yield kind, content


def checksum_of(kind: int, content: bytes) -> int:
    """Return the checksum that stands before a piece of this kind."""
    return zlib.crc32(content, zlib.crc32(bytes([kind])))
