"""A folder of images, or a table of them → their names, sizes and attributes."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean, why_unreadable
from afterfit.files import image_size, natural_order

SUFFIXES = (".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""Of images whose size is read."""
_SIDES = ("width", "height")


@dataclass(frozen=True, slots=True, eq=False)
class ImageList:
    """Images, in the natural order of their names."""

    names: tuple[str, ...]
    """Path below the folder, with suffix, or as a table has it."""
    sizes: NDArray[np.float64]
    """Width and height in pixels, nan where a table does not tell them, shape (n_images, 2)."""
    attributes: Mapping[str, Sequence[object]] = field(default_factory=dict)
    """Other columns of a table, one value an image, None where the cell is empty."""


def read_image_list(path: Path) -> ImageList:
    """Return the images of a folder, or those that a CSV file lists.

    Of a folder the head of each image is read for its size. A CSV file has a column ``image``, and
    may have ``width`` and ``height`` in pixels and columns to slice by.

    Raises
    ------
    InputError
        When there are no images, a name is there twice, or a size is none; with file and row.
    """
    if path.is_dir():
        return _of_folder(path)
    if not path.is_file():
        raise InputError("there is no such folder, or CSV file, of images", where=str(path))
    return _of_table(path)


def _of_folder(folder: Path) -> ImageList:
    files = [one for one in folder.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()]
    if not files:
        raise InputError(f"holds no images ({', '.join(SUFFIXES)})", where=str(folder))
    named = {one.relative_to(folder).as_posix(): one for one in files}
    names = sorted(named, key=natural_order)
    return ImageList(tuple(names), np.array([image_size(named[name]) for name in names], float))


def _of_table(path: Path) -> ImageList:
    rows = _rows_of(path)
    rows.sort(key=lambda pair: natural_order(pair[1]["image"]))
    seen: dict[str, int] = {}
    for line, row in rows:
        if row["image"] in seen:
            raise InputError(
                f"image {row['image']!r} is there twice, first in line {seen[row['image']]}",
                where=f"{path}, line {line}",
            )
        seen[row["image"]] = line
    told = [name for name in rows[0][1] if name not in ("image", *_SIDES)]
    return ImageList(
        tuple(seen),
        np.array([_size(row, f"{path}, line {line}") for line, row in rows], float),
        {name: [row[name] or None for _, row in rows] for name in told},
    )


def _rows_of(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True, restval="")
            columns = list(reader.fieldnames or ())
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {why_unreadable(error)}", where=str(path)) from None
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", where=str(path)) from None
    if "image" not in columns:
        raise InputError(
            f"has no column 'image'{did_you_mean('image', columns)}; it names each image, beside "
            "width and height in pixels",
            where=str(path),
        )
    if not rows:
        raise InputError("lists no images", where=str(path))
    for line, row in rows:
        if None in row or not row["image"]:
            raise InputError(
                f"must have {len(columns)} cells and name an image", where=f"{path}, line {line}"
            )
    return rows


def _size(row: Mapping[str, str], where: str) -> tuple[float, float]:
    cells = [row.get(side) or "" for side in _SIDES]
    if not any(cells):
        return np.nan, np.nan
    try:
        width, height = map(float, cells)
    except ValueError:
        width = height = np.nan
    if not (0 < width < np.inf and 0 < height < np.inf):
        raise InputError(
            f"width and height must be pixels above 0, got {cells[0]!r} and {cells[1]!r}",
            where=where,
        )
    return width, height
