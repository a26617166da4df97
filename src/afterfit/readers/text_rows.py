"""Where the rows of a text file start and end, in one pass over its bytes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.table_file import Shard

_CHUNK = 1 << 24
_SHARD_BYTES = 1 << 25  # text, its numbers and their matrix are in memory at once
_MARKS = {
    b"\xff\xfe": "UTF-16; save it in UTF-8",
    b"\xfe\xff": "UTF-16; save it in UTF-8",
    b"\x1f\x8b": "compressed by gzip; unpack it first: gunzip -k FILE",
    b"PK": "a zip archive; unpack it first",
    b"PAR1": "Parquet; name it .parquet",
}


def text_start(path: Path) -> int:
    """Return where the text of *path* starts: after a byte order mark, if it has one.

    Raises
    ------
    InputError
        When the file is none of text.
    """
    with path.open("rb") as stream:
        first = stream.read(4)
    for mark, kind in _MARKS.items():
        if first.startswith(mark):
            raise InputError(f"the file is {kind}", where=str(path))
    return 3 if first.startswith(b"\xef\xbb\xbf") else 0


def text_stop(path: Path) -> int:
    """Return where the text of *path* ends: before the line ends that close it."""
    with path.open("rb") as stream:
        stop = stream.seek(0, 2)
        while stop:
            start = max(0, stop - 4096)
            stream.seek(start)
            kept = len(stream.read(stop - start).rstrip(b"\r\n"))
            stop = start + kept
            if kept:
                break
    return stop


def row_ends(path: Path, start: int, stop: int, quoted: bool) -> Iterator[NDArray[np.int64]]:
    """Yield the place after each line end from *start*, a chunk at a time; *stop* ends the last.

    With *quoted*, line ends within quotes belong to a cell (RFC 4180).
    """
    inside = False
    with path.open("rb") as stream:
        stream.seek(start)
        while start < stop:
            text = np.frombuffer(stream.read(min(_CHUNK, stop - start)), dtype=np.uint8)
            ends = np.flatnonzero(text == ord("\n"))
            if quoted:
                quotes = np.flatnonzero(text == ord('"'))
                if len(quotes) or inside:
                    within = (np.searchsorted(quotes, ends) + inside) % 2
                    ends = ends[within == 0]
                    inside = bool((len(quotes) + inside) % 2)
            yield ends + start + 1
            start += len(text)
    if inside:
        raise InputError("a quote is opened that never closes", where=str(path))
    yield np.array([stop])


def cut_text(
    path: Path, index: int, start: int, quoted: bool, rows_per_shard: int | None, most_rows: int
) -> tuple[Shard, ...]:
    """Return the shards of the rows of *path* from *start*.

    Without *rows_per_shard*, a shard has at most *most_rows* rows and, by the mean length of the
    first of them, at most 32 MB of text.
    """
    shards: list[Shard] = []
    stop = text_stop(path)
    shard_start, first_row, seen = start, 0, 0
    for ends in row_ends(path, start, stop, quoted) if start < stop else ():
        if rows_per_shard is None:
            rows_per_shard = _fitting(ends, start, most_rows)
        for place in range(first_row + rows_per_shard - seen - 1, len(ends), rows_per_shard):
            end = int(ends[place])
            shards.append(Shard(index, first_row, rows_per_shard, shard_start, end))
            shard_start, first_row = end, first_row + rows_per_shard
        seen += len(ends)
    if seen > first_row:
        shards.append(Shard(index, first_row, seen - first_row, shard_start, stop))
    return tuple(shards)


def shard_bytes(path: Path, shard: Shard) -> bytes:
    """Return the text of *shard*."""
    with path.open("rb") as stream:
        stream.seek(shard.byte_start)
        return stream.read(shard.byte_stop - shard.byte_start)


def _fitting(ends: NDArray[np.int64], start: int, most_rows: int) -> int:
    if not len(ends):
        return 1
    mean_bytes = (int(ends[-1]) - start) / len(ends)
    return max(1, min(most_rows, int(_SHARD_BYTES / max(1.0, mean_bytes))))
