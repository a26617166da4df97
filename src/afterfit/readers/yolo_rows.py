"""One text file of YOLO → checked rows: class, box, confidence."""

import math
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError, why_unreadable

_SLACK = 0.01
"""How far a coordinate may lie beyond an edge, as Ultralytics takes it."""


@dataclass(frozen=True, slots=True)
class YoloRow:
    """One object, or one detection."""

    category: int
    box: tuple[float, float, float, float]
    """Centre, width and height, as shares of the image."""
    score: float | None
    """Confidence; None in labels."""
    is_outline: bool
    """Whether the file has the points of its outline, around which the box is drawn."""


def read_yolo_rows(path: Path, *, scored: bool, n_classes: int | None) -> list[YoloRow]:
    """Return the rows of one file, ``class cx cy w h``, with a confidence last where *scored*.

    A longer row holds the points of an outline, ``class x1 y1 x2 y2 …``; the box around them is
    taken, as YOLO's own tools do.

    Raises
    ------
    InputError
        When a row is none, a coordinate is no share, or a class is unknown; with file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {why_unreadable(error)}", where=str(path)) from None
    return [
        _row(line, f"{path}, line {number}", scored, n_classes)
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _row(line: str, where: str, scored: bool, n_classes: int | None) -> YoloRow:
    try:
        numbers = [float(cell) for cell in line.split()]
    except ValueError:
        raise InputError(f"must be numbers, got {line.strip()[:60]!r}", where=where) from None
    score, places = (numbers[-1], numbers[1:-1]) if scored else (None, numbers[1:])
    if len(places) != 4 and (len(places) < 6 or len(places) % 2):
        raise InputError(_wrong_length(len(numbers), scored), where=where)
    category = _category(numbers[0], n_classes, where)
    _check_shares(places, where)
    if score is not None and not 0 <= score <= 1:
        raise InputError(
            f"the confidence, last in the row, must lie in [0, 1], got {score:g}", where=where
        )
    is_outline = len(places) > 4
    box = _around(places) if is_outline else (places[0], places[1], places[2], places[3])
    return YoloRow(category, box, score, is_outline)


def _wrong_length(n: int, scored: bool) -> str:
    if scored and n == 5:
        return (
            "has no confidence: detections are 'class cx cy w h confidence'; write them with "
            "save_txt and save_conf"
        )
    if not scored and n == 6:
        return (
            "has six numbers, as a detection with a confidence; a label is 'class cx cy w h', or "
            "the points of an outline"
        )
    form = "class cx cy w h confidence" if scored else "class cx cy w h"
    return f"must be '{form}', or the points of an outline, got {n} numbers"


def _category(value: float, n_classes: int | None, where: str) -> int:
    if not (math.isfinite(value) and value >= 0 and value == int(value)):
        raise InputError(
            f"the class, first in the row, must be a whole number from 0 on, got {value:g}",
            where=where,
        )
    if n_classes is not None and value >= n_classes:
        raise InputError(
            f"class {value:g} is none of the {n_classes} that are named, 0 to {n_classes - 1}",
            where=where,
        )
    return int(value)


def _check_shares(places: list[float], where: str) -> None:
    for value in places:
        if not -_SLACK <= value <= 1 + _SLACK:
            raise InputError(
                f"coordinates must be shares of the image, from 0 to 1, got {value:g}; divide "
                "pixels by width and height",
                where=where,
            )
    if len(places) == 4 and min(places[2:]) < 0:
        raise InputError(f"width and height must be 0 or more, got {places[2:]}", where=where)


def _around(points: list[float]) -> tuple[float, float, float, float]:
    left, right = min(points[::2]), max(points[::2])
    top, bottom = min(points[1::2]), max(points[1::2])
    return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top
