"""The wire format of Protocol Buffers, as much of it as event files need.

https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


def fields(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Give number, wire type, and value or place of each field of a message.

    A varint comes as ``(number, VARINT, value, 0)``, all others as ``(number, type, first, end)``.

    Raises
    ------
    ValueError
        When the bytes are no message.

    Examples
    --------
    >>> list(fields(bytes([0x08, 0x96, 0x01, 0x12, 0x01, 0x41]), 0, 6))
    [(1, 0, 150, 0), (2, 2, 5, 6)]
    """
    while start < end:
        # most keys and lengths are one byte; not calling a function for those halves the time
        key = data[start]
        start += 1
        if key > 0x7F:
            key, start = varint(data, start - 1, end)
        wire = key & 7
        if wire == VARINT:
            value, start = varint(data, start, end)
            yield key >> 3, wire, value, 0
            continue
        if wire == BYTES:
            length = data[start] if start < end else 0x80
            start += 1
            if length > 0x7F:
                length, start = varint(data, start - 1, end)
        elif wire in (FIXED64, FIXED32):
            length = 8 if wire == FIXED64 else 4
        else:
            raise ValueError(f"wire type {wire}")
        close = start + length
        if close > end:
            raise ValueError("a field reaches beyond its message")
        yield key >> 3, wire, start, close
        start = close


def varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Return the number at *at* and the place behind it."""
    value = shift = 0
    while at < end:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError("a number reaches beyond its message")
