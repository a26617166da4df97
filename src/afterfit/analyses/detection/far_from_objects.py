"""Detections in images that hold no object of their class: wrong, whatever lies around them."""

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Detections, GroundTruth


def objects_near(truth: GroundTruth, detections: Detections) -> NDArray[np.bool_]:
    """Return whether the image of each detection has objects of its class, shape (n,)."""
    n_classes = len(truth.class_names)
    pairs = truth.image * n_classes + truth.category
    return np.isin(detections.image * n_classes + detections.category, pairs)


def surest_alone(
    detections: Detections, rows: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the *most* surest of *rows* of a class in an image, and how many are surer than each.

    Examples
    --------
    >>> seen = Detections([0, 0, 1], [0, 0, 0], np.ones((3, 4)), [0.1, 0.9, 0.5], "int8", "test")
    >>> [one.tolist() for one in surest_alone(seen, np.array([0, 1, 2]), 100)]
    [[1, 0, 2], [0, 1, 0]]
    """
    image, category = detections.image[rows], detections.category[rows]
    order = np.lexsort((-detections.score[rows], category, image))
    image, category = image[order], category[order]
    starts = np.append(True, (image[1:] != image[:-1]) | (category[1:] != category[:-1]))
    starts = starts[: len(rows)]
    rank = np.arange(len(rows)) - np.maximum.accumulate(np.where(starts, np.arange(len(rows)), 0))
    kept = rank < most
    return rows[order][kept], rank[kept]
