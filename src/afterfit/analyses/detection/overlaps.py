"""How far each detection of an image lies over each object of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.matching import IouType, Matches
from afterfit.records import Detections, GroundTruth


@dataclass(frozen=True, slots=True, eq=False)
class ImageOverlaps:
    """The detections and objects of one image that count."""

    image: int
    rows: NDArray[np.int64]
    """Places among the matches, shape (n_detections,)."""
    objects: NDArray[np.int64]
    """Places in the ground truth, crowds left out, shape (n_objects,)."""
    iou: NDArray[np.float64]
    """Intersection over union, shape (n_detections, n_objects)."""
    same_class: NDArray[np.bool_]
    """Whether the class is the same, shape (n_detections, n_objects)."""

    @property
    def of_own_class(self) -> NDArray[np.float64]:
        """Overlap with objects of the same class, 0 with others."""
        return np.where(self.same_class, self.iou, 0)

    @property
    def of_other_class(self) -> NDArray[np.float64]:
        """Overlap with objects of another class, 0 with those of the same."""
        return np.where(self.same_class, 0, self.iou)


def overlaps_by_image(
    truth: GroundTruth, detections: Detections, matches: Matches, iou_type: IouType
) -> Iterator[ImageOverlaps]:
    """Yield the overlaps in each image; those without objects and detections too."""
    rows_of = _by_image(matches.image, truth.n_images)
    places = np.flatnonzero(~truth.is_crowd)
    objects_of = [places[one] for one in _by_image(truth.image[places], truth.n_images)]
    for image, (rows, objects) in enumerate(zip(rows_of, objects_of, strict=True)):
        same = matches.category[rows][:, None] == truth.category[objects][None, :]
        iou = _iou(truth, detections, matches.index[rows], objects, iou_type)
        yield ImageOverlaps(image, rows, objects, iou, same)


def _by_image(image: NDArray[np.int64], n_images: int) -> list[NDArray[np.int64]]:
    order = np.argsort(image, kind="stable")
    ends = np.cumsum(np.bincount(image, minlength=n_images))
    return np.split(order, ends[:-1])


def _iou(
    truth: GroundTruth,
    detections: Detections,
    index: NDArray[np.int64],
    objects: NDArray[np.int64],
    iou_type: IouType,
) -> NDArray[np.float64]:
    if not (index.size and objects.size):
        return np.zeros((len(index), len(objects)))
    if iou_type == "bbox" or truth.masks is None or detections.masks is None:
        return box_iou(detections.box[index], truth.box[objects])
    from hotcoco import mask

    seen = [detections.masks[one].packed for one in index]
    known = [truth.masks[one].packed for one in objects]
    return np.asarray(mask.iou(seen, known, [0] * len(known)), np.float64)


def box_iou(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the intersection over union of each box with each other one.

    Examples
    --------
    >>> box_iou(np.array([[0, 0, 4, 4.0]]), np.array([[0, 0, 4, 8], [9, 9, 1, 1.0]])).tolist()
    [[0.5, 0.0]]
    """
    start = np.maximum(one[:, None, :2], other[None, :, :2])
    end = np.minimum((one[:, :2] + one[:, 2:])[:, None], (other[:, :2] + other[:, 2:])[None, :])
    both = np.clip(end - start, 0, None).prod(axis=2)
    areas = one[:, 2:].prod(axis=1)[:, None] + other[:, 2:].prod(axis=1)[None, :]
    union = areas - both
    return np.asarray(np.where(union > 0, both / np.where(union > 0, union, 1), 0))
