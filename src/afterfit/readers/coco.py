"""COCO JSON → ground truth and detections."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from afterfit.errors import InputError
from afterfit.readers.coco_entries import (
    Entry,
    box_of,
    check_unique,
    entries_of,
    field_of,
    number_of,
    place_of,
    read_json,
    score_of,
)
from afterfit.readers.coco_images import attributes_of
from afterfit.readers.coco_masks import areas_of, boxes_around, mask_of
from afterfit.readers.known_objects import KnownObjects, places_of_images
from afterfit.records import Detections, GroundTruth, Mask

IouType = Literal["bbox", "segm"]
"""What is laid over each other: boxes, or masks of pixels."""


def read_coco_truth(path: str | Path, iou_type: IouType = "bbox") -> KnownObjects:
    """Return the annotated objects of a COCO file ``{"images", "annotations", "categories"}``.

    Images and classes are in the order of their ids, as in COCO's own evaluation, so that equal
    scores are ranked alike.

    Raises
    ------
    InputError
        When the file is none, an id is there twice or names nothing, or a box is none; with file
        and index.
    """
    path = Path(path)
    content = read_json(path)
    if not isinstance(content, dict):
        raise InputError(
            "the ground truth must be a COCO object with images, annotations and categories; this "
            "is a list, as detections are",
            where=str(path),
        )
    images = _by_id(content, "images", path)
    categories = _by_id(content, "categories", path)
    annotations = entries_of(_part(content, "annotations", path), f"{path} -> annotations")
    check_unique((one.get("id") for one in annotations), "id", f"{path} -> annotations")
    image_places = {one["id"]: place for place, one in enumerate(images)}
    category_places = {one["id"]: place for place, one in enumerate(categories)}
    if not images or not categories:
        raise InputError("the ground truth has no images or no categories", where=str(path))
    sizes = [_size(one) for one in images]
    reading = _Reading(f"{path} -> annotations", image_places, category_places, sizes, iou_type)
    found = [reading.object(entry, index) for index, entry in enumerate(annotations)]
    truth = GroundTruth(
        class_names=_names(categories, "name", f"{path} -> categories"),
        image_names=_names(images, "file_name", f"{path} -> images"),
        image_sizes=np.array(sizes),
        image=np.array([one.image for one in found], np.int64),
        category=np.array([one.category for one in found], np.int64),
        box=_boxes(found),
        area=np.array([one.area for one in found]),
        is_crowd=np.array([one.is_crowd for one in found], bool),
        masks=_masks(found, iou_type),
    )
    named = places_of_images(truth.image_names)
    texts: dict[Hashable, int] = {
        key: place
        for key, place in named.items()
        if isinstance(key, str) and key not in image_places
    }
    return KnownObjects(
        truth=truth,
        image_places={**image_places, **texts},
        category_places=category_places,
        attributes=attributes_of(images),
    )


def read_coco_detections(
    path: str | Path,
    against: KnownObjects,
    *,
    variant: str | None = None,
    split: str = "test",
    iou_type: IouType = "bbox",
) -> Detections:
    """Return the detections of a COCO results file, a list of objects with ids, box and score.

    Parameters
    ----------
    path : path
    against : KnownObjects
        The ground truth whose images and classes the ids name; an image may be named by its file.
    variant : str, optional
        Name of the model; that of the file without it.
    split : str
        Which part of the data the images are.
    iou_type : "bbox" or "segm"
        "segm" needs a segmentation of each detection.

    Raises
    ------
    InputError
        With file and index, for an id that the ground truth does not have, a box that is none, or
        a score outside [0, 1].
    """
    path = Path(path)
    content = read_json(path)
    if isinstance(content, dict) and "annotations" in content:
        raise InputError(
            "detections must be a list of objects with image_id, category_id, bbox and score; this "
            "is a ground truth",
            where=str(path),
        )
    entries = entries_of(content, str(path))
    return detections_of_entries(entries, str(path), against, variant or path.stem, split, iou_type)


def detections_of_entries(
    entries: Sequence[Entry],
    where: str,
    against: KnownObjects,
    variant: str,
    split: str,
    iou_type: IouType = "bbox",
) -> Detections:
    """Return detections from the entries of a results file; *where* names it in errors."""
    check_unique((one.get("id") for one in entries), "id", where)
    sizes = [(float(w), float(h)) for w, h in against.truth.image_sizes]
    places = against.image_places, against.category_places
    reading = _Reading(where, *places, sizes, iou_type)
    found = [reading.detection(entry, index) for index, entry in enumerate(entries)]
    return Detections(
        image=np.array([one.image for one in found], np.int64),
        category=np.array([one.category for one in found], np.int64),
        box=_boxes(found),
        score=np.array([one.score for one in found]),
        variant=variant,
        split=split,
        masks=_masks(found, iou_type),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    image: int
    category: int
    box: list[float] | None
    mask: Mask | None
    area: float = 0.0
    is_crowd: bool = False
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the entries of one file are read."""

    where: str
    image_places: Mapping[Hashable, int]
    category_places: Mapping[Hashable, int]
    sizes: list[tuple[float, float]]
    iou_type: IouType

    def object(self, entry: Entry, index: int) -> _Found:
        """Return an annotated object."""
        where = f"{self.where}[{index}]"
        image, category = self._places(entry, where)
        mask = self._mask(entry, image, where)
        box = self._box(entry, mask, where)
        area = number_of(entry, "area", where) if "area" in entry else _area(box, mask)
        if area < 0:
            raise InputError(f"area must be 0 or more, got {area:g}", where=where)
        return _Found(image, category, box, mask, area, bool(entry.get("iscrowd", 0)))

    def detection(self, entry: Entry, index: int) -> _Found:
        """Return a detection; its box may be left to its mask."""
        where = f"{self.where}[{index}]"
        image, category = self._places(entry, where)
        score = score_of(entry, where)
        mask = self._mask(entry, image, where)
        return _Found(image, category, self._box(entry, mask, where), mask, score=score)

    def _places(self, entry: Entry, where: str) -> tuple[int, int]:
        return (
            place_of(entry, "image_id", self.image_places, where),
            place_of(entry, "category_id", self.category_places, where),
        )

    def _mask(self, entry: Entry, image: int, where: str) -> Mask | None:
        if self.iou_type == "bbox" and (entry.get("bbox") or "segmentation" not in entry):
            return None
        segmentation = field_of(entry, "segmentation", where)
        return mask_of(segmentation, self.sizes[image], f"{where} -> segmentation")

    def _box(self, entry: Entry, mask: Mask | None, where: str) -> list[float] | None:
        """Return the box; None where it is to be drawn around the mask."""
        return None if mask is not None and not entry.get("bbox") else box_of(entry, where)


def _boxes(found: list[_Found]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    around = boxes_around([one.mask for one in found if one.box is None and one.mask is not None])
    rest = iter(around.tolist())
    return np.array([one.box or next(rest) for one in found], np.float64).reshape(-1, 4)


def _masks(found: list[_Found], iou_type: IouType) -> tuple[Mask, ...] | None:
    if iou_type == "bbox":
        return None
    return tuple(one.mask for one in found if one.mask is not None)


def _area(box: list[float] | None, mask: Mask | None) -> float:
    if mask is not None:
        return float(areas_of([mask])[0])
    return box[2] * box[3] if box else 0.0


def _part(content: Mapping[str, Any], name: str, path: Path) -> Any:
    if name not in content:
        raise InputError(
            f"has no {name!r}; a COCO ground truth has images, annotations and categories",
            where=str(path),
        )
    return content[name]


def _by_id(content: Mapping[str, Any], name: str, path: Path) -> list[Entry]:
    """Return images or categories by their ids, none of which is there twice."""
    where = f"{path} -> {name}"
    entries = entries_of(_part(content, name, path), where)
    ids = [field_of(one, "id", f"{where}[{index}]") for index, one in enumerate(entries)]
    for index, one in enumerate(ids):
        if not isinstance(one, int | str) or type(one) is not type(ids[0]):
            raise InputError(
                f"id must be a whole number, or a text in all, got {one!r}",
                where=f"{where}[{index}]",
            )
    check_unique(ids, "id", where)
    return sorted(entries, key=lambda one: one["id"])


def _names(entries: list[Entry], field: str, where: str) -> tuple[str, ...]:
    names = [str(one.get(field, one["id"])) for one in entries]
    check_unique(names, field, where)
    return tuple(names)


def _size(image: Entry) -> tuple[float, float]:
    sides = image.get("width"), image.get("height")
    known = all(isinstance(side, int | float) and side > 0 for side in sides)
    return (float(sides[0]), float(sides[1])) if known else (np.nan, np.nan)  # type: ignore[arg-type]
