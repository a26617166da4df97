"""Numbers → the pixels of a small picture that stands inside a chart."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST_SIDE = 160
"""Most pixels that a picture keeps along a side: what a page holds stays small."""
_CRISP = 320
"""Small pictures are written this large, so that no browser blurs their pixels."""
_COLOUR_TYPES = {2: 0, 3: 2}
"""What PNG calls grey and RGB, by the number of axes."""


def png_uri(pixels: NDArray[np.uint8]) -> str:
    """Return pixels of shape (height, width), or (height, width, 3) for RGB, as a data: address."""
    return f"data:image/png;base64,{b64encode(png_bytes(pixels)).decode()}"


def png_bytes(pixels: NDArray[np.uint8]) -> bytes:
    """Return the PNG file of such pixels.

    References
    ----------
    W3C, Portable Network Graphics (PNG) Specification (Second Edition), 2003.
    """
    height, width = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[pixels.ndim], 0, 0, 0)
    lines = np.ascontiguousarray(pixels).reshape(height, -1)
    unfiltered = np.zeros((height, 1), np.uint8)  # each line names its filter first
    content = zlib.compress(np.hstack([unfiltered, lines]).tobytes(), 9)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", content), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def between(values: NDArray[Any], low: float, high: float) -> NDArray[np.uint8]:
    """Return 0 for *low*, 255 for *high*, and what lies between; beyond them it is cut.

    Examples
    --------
    >>> between(np.array([-1.0, 0.0, 0.5, 9.0]), 0.0, 1.0).tolist()
    [0, 0, 128, 255]
    """
    share = (np.asarray(values, np.float64) - low) / (high - low)
    return np.asarray(np.rint(np.clip(share, 0, 1) * 255), np.uint8)


def coloured(levels: NDArray[np.uint8], colours: Sequence[str]) -> NDArray[np.uint8]:
    """Return RGB of levels from 0 to 255, along *colours* ("#RRGGBB") at equal distances."""
    known = np.array([list(bytes.fromhex(colour[1:])) for colour in colours], np.float64)
    places = np.linspace(0, 255, len(known))
    every = [np.interp(np.arange(256), places, known[:, part]) for part in range(3)]
    return np.asarray(np.rint(np.stack(every, axis=1)), np.uint8)[levels]


def reduced(plane: NDArray[Any], longest: int = LONGEST_SIDE) -> NDArray[np.float64]:
    """Return means over blocks of one size, so that no side has more than *longest* entries.

    The first two axes are height and width; further ones stay.

    Examples
    --------
    >>> reduced(np.array([[1.0, 3.0, 5.0, 7.0]]), longest=2).tolist()
    [[2.0, 6.0]]
    """
    block = max(1, -(-max(plane.shape[:2]) // longest))
    sums = np.asarray(plane, np.float64)
    for axis in (0, 1):
        starts = np.arange(0, plane.shape[axis], block)
        counts = np.diff([*starts, plane.shape[axis]])
        shape = [1] * plane.ndim
        shape[axis] = -1
        sums = np.add.reduceat(sums, starts, axis=axis) / counts.reshape(shape)
    return sums


def crisp(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return small pictures larger by a whole number, each pixel a square of one colour."""
    times = max(1, _CRISP // max(pixels.shape[:2]))
    return np.asarray(np.repeat(np.repeat(pixels, times, axis=0), times, axis=1), np.uint8)
