"""Folders of YOLO's text files → ground truth and detections."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import natural_order
from afterfit.readers.image_list import ImageList
from afterfit.readers.known_objects import KnownObjects, places_of_images
from afterfit.readers.object_names import read_object_names
from afterfit.readers.yolo_rows import YoloRow, read_yolo_rows
from afterfit.records import Detections, GroundTruth
from afterfit.wording.numbers import counted

NAMES_FILE = "classes.txt"
"""File of class names that LabelImg and CVAT put beside labels."""
_DECIMALS = 6
"""Of a pixel: what remains of 0.05 · 640 beyond them is the rounding of floats, which would decide
whether an object of exactly 32² pixels is small."""


def read_yolo_truth(
    folder: Path, images: ImageList, names: Sequence[str] | None = None
) -> KnownObjects:
    """Return the objects of a folder of labels, one text file an image, ``class cx cy w h``.

    An image without a file is background. Images are in the natural order of their names, and the
    area of an object is that of its box.

    Parameters
    ----------
    folder : path
    images : ImageList
        Every image of the split, with its size.
    names : sequence of str, optional
        Name of each class; those of ``classes.txt`` in the folder, or else "0", "1", ….

    Raises
    ------
    InputError
        When a file is of no image, or a row is no object; with file and line.
    """
    _check_sizes(images)
    names = names or _names_beside(folder)
    places = places_of_images(images.names)
    files = _files_of(folder, places)
    read = {place: read_yolo_rows(file, scored=False, n_classes=len(names) if names else None)
            for place, file in files.items()}  # fmt: skip
    kept = {place: list(dict.fromkeys(rows)) for place, rows in read.items()}
    found = _Found.of(kept, images.sizes)
    names = names or tuple(map(str, range(int(found.category.max(initial=0)) + 1)))
    truth = GroundTruth(
        class_names=tuple(names),
        image_names=images.names,
        image_sizes=images.sizes,
        image=found.image,
        category=found.category,
        box=found.box,
        area=found.box[:, 2] * found.box[:, 3],
        is_crowd=np.zeros(len(found.image), bool),
    )
    n_twice = sum(len(rows) - len(kept[place]) for place, rows in read.items())
    n_outlines = sum(row.is_outline for rows in kept.values() for row in rows)
    notes = _notes(len(images.names) - len(files), n_twice, n_outlines)
    numbers: dict[Hashable, int] = {number: number for number in range(len(names))}
    return KnownObjects(truth, places, numbers, True, images.attributes, notes)


def read_yolo_detections(
    folder: Path,
    against: KnownObjects,
    *,
    names: Sequence[str] | None = None,
    variant: str | None = None,
    split: str = "test",
) -> Detections:
    """Return the detections of a folder of text files, ``class cx cy w h confidence``.

    Parameters
    ----------
    folder : path
        As YOLO writes it with ``save_txt`` and ``save_conf``; an image without a file has none.
    against : KnownObjects
        The ground truth of the same images.
    names : sequence of str, optional
        Name of each class, which a ground truth in COCO JSON needs: its ids are others.
    variant, split : str

    Raises
    ------
    InputError
        When a file is of no image, or a row is no detection; with file and line.
    """
    truth = against.truth
    classes = _classes_of(names, against, folder)
    _check_sizes(ImageList(truth.image_names, truth.image_sizes))
    files = _files_of(folder, against.image_places)
    rows = {place: read_yolo_rows(file, scored=True, n_classes=len(classes))
            for place, file in files.items()}  # fmt: skip
    found = _Found.of(rows, truth.image_sizes)
    return Detections(
        image=found.image,
        category=classes[found.category],
        box=found.box,
        score=found.score,
        variant=variant or _variant_of(folder),
        split=split,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Rows of all files, as arrays; boxes in pixels."""

    image: NDArray[np.int64]
    category: NDArray[np.int64]
    box: NDArray[np.float64]
    score: NDArray[np.float64]

    @classmethod
    def of(cls, rows: Mapping[int, Sequence[YoloRow]], sizes: NDArray[np.float64]) -> "_Found":
        pairs = [(place, row) for place in sorted(rows) for row in rows[place]]
        image = np.array([place for place, _ in pairs], np.int64)
        shares = np.array([row.box for _, row in pairs], float).reshape(-1, 4)
        corner = shares[:, :2] - shares[:, 2:] / 2
        pixels = np.hstack([corner, shares[:, 2:]]) * np.tile(sizes[image], 2)
        return cls(
            image,
            np.array([row.category for _, row in pairs], np.int64),
            pixels.round(_DECIMALS),
            np.array([row.score or 0.0 for _, row in pairs], float),
        )


def _files_of(folder: Path, places: Mapping[object, int]) -> dict[int, Path]:
    """Return the text file of each image; what is of no image is refused."""
    found: dict[int, Path] = {}
    files = (one for one in folder.rglob("*.txt") if one.is_file())
    for file in sorted(files, key=lambda one: natural_order(str(one))):
        key = file.relative_to(folder).with_suffix("").as_posix()
        place = places.get(key, places.get(file.stem))
        if place is None and file.name == NAMES_FILE:
            continue
        if place is None:
            raise InputError(f"there is no image {key!r} that it could be of", where=str(file))
        if place in found:
            raise InputError(f"is of the same image as {found[place]}", where=str(file))
        found[place] = file
    return found


def _names_beside(folder: Path) -> tuple[str, ...] | None:
    beside = folder / NAMES_FILE
    return read_object_names(beside) if beside.is_file() else None


def _check_sizes(images: ImageList) -> None:
    unknown = np.isnan(images.sizes).any(axis=1)
    if unknown.any():
        raise InputError(
            f"the size of image {images.names[int(unknown.argmax())]!r} is not known, which YOLO's "
            "shares need; give --images FOLDER, or a CSV file with image, width and height"
        )


def _classes_of(
    names: Sequence[str] | None, against: KnownObjects, folder: Path
) -> NDArray[np.int64]:
    """Return the place in the ground truth of each class number."""
    known = against.truth.class_names
    if names is None:
        if against.is_numbered:
            return np.arange(len(known))
        raise InputError(
            "numbers of classes are no ids of COCO: name the classes, --names data.yaml",
            where=str(folder),
        )
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InputError(
            f"the class {unknown[0]!r} is not in the ground truth, which has "
            f"{', '.join(known[:5])}{', …' if len(known) > 5 else ''}",
            where="--names",
        )
    return np.array([known.index(name) for name in names], np.int64)


def _variant_of(folder: Path) -> str:
    """Return the folder's name; that of the run where YOLO called it ``labels``."""
    full = folder.resolve()
    return full.parent.name if full.name == "labels" else full.name


def _notes(n_background: int, n_twice: int, n_outlines: int) -> tuple[str, ...]:
    notes = []
    if n_background:
        notes.append(
            f"{counted(n_background, 'image')} without a file of labels: taken as background, "
            "without any object."
        )
    if n_twice:
        notes.append(
            f"{counted(n_twice, 'row')} of labels stood twice in a file and was left out, as "
            "YOLO's tools do."
            if n_twice == 1
            else f"{n_twice:,} rows of labels stood twice in a file and were left out, as YOLO's "
            "tools do."
        )
    if n_outlines:
        notes.append(
            f"{counted(n_outlines, 'object')} annotated by an outline: read as the box around it."
        )
    return tuple(notes)
