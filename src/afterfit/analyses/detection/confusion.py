"""What objects were taken for where detections of a confidence are believed, also by image."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.matching import IOUS, Matches
from afterfit.analyses.detection.overlaps import ImageOverlaps
from afterfit.records import GroundTruth
from afterfit.results import DetectorConfusion, DetectorImages, ImageRow, Scope


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    """What became of the objects and the believed detections of a split."""

    taken_for: NDArray[np.int64]
    """Class that each object was detected as, -1 where missed, -2 in a crowd, (n_objects,)."""
    false_rows: NDArray[np.int64]
    """Places among the matches of detections where there is nothing."""


def confuse_detections(
    truth: GroundTruth,
    matches: Matches,
    overlaps: Iterable[ImageOverlaps],
    confidence: float,
    scope: Scope,
) -> tuple[DetectorConfusion, DetectorImages]:
    """Return the confusion of classes with each other and with nothing, whole and by image.

    Objects found by COCO's matching at an overlap of 0.50 are found; those left over are paired
    with wrong detections of other classes, the largest overlap first. What is left of the
    detections is a false alarm, of the objects missed.

    Parameters
    ----------
    confidence : float
        Detections at least this sure are believed; nan believes none.
    """
    taken = _take(truth, matches, overlaps, confidence)
    k = len(truth.class_names)
    counts = np.zeros((k + 1, k + 1), np.int64)
    known = taken.taken_for >= -1
    columns = np.where(taken.taken_for[known] < 0, k, taken.taken_for[known])
    np.add.at(counts, (truth.category[known], columns), 1)
    counts[k, :k] = np.bincount(matches.category[taken.false_rows], minlength=k)
    confusion = DetectorConfusion(
        scope=scope,
        iou=float(IOUS[0]),
        confidence=confidence,
        class_names=truth.class_names,
        counts=tuple(map(tuple, counts.tolist())),
    )
    return confusion, DetectorImages(scope, confidence, _images(truth, matches, taken))


def _take(
    truth: GroundTruth, matches: Matches, overlaps: Iterable[ImageOverlaps], confidence: float
) -> _Taken:
    believed = matches.score >= confidence
    right, wrong = (flags[0, 0] & believed for flags in (matches.is_right, matches.is_wrong))
    taken_for = np.where(truth.is_crowd, -2, -1)
    taken_for[matches.found[0][right]] = matches.category[right]
    false_rows: list[int] = []
    for one in overlaps:
        rows = one.rows[wrong[one.rows]]
        iou = one.of_other_class[wrong[one.rows]]
        iou[:, taken_for[one.objects] != -1] = 0
        for row, place in _pairs(iou):
            taken_for[one.objects[place]] = matches.category[rows[row]]
        paired = {row for row, _ in _pairs(iou)}
        false_rows += [int(rows[row]) for row in range(len(rows)) if row not in paired]
    return _Taken(taken_for, np.array(false_rows, np.int64))


def _pairs(iou: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return rows and columns that belong together, the largest overlap first, each once."""
    rows, columns = np.nonzero(iou >= IOUS[0])
    pairs: list[tuple[int, int]] = []
    free_rows, free_columns = set(rows.tolist()), set(columns.tolist())
    for at in np.argsort(-iou[rows, columns], kind="stable"):
        row, column = int(rows[at]), int(columns[at])
        if row in free_rows and column in free_columns:
            pairs.append((row, column))
            free_rows.remove(row)
            free_columns.remove(column)
    return pairs


def _images(truth: GroundTruth, matches: Matches, taken: _Taken) -> tuple[ImageRow, ...]:
    def by_image(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(truth.image[chosen], minlength=truth.n_images)

    is_found = taken.taken_for == truth.category
    missed, objects = taken.taken_for == -1, taken.taken_for >= -1
    columns = (
        by_image(objects),
        by_image(is_found),
        by_image(missed),
        by_image(objects & ~is_found & ~missed),
        np.bincount(matches.image[taken.false_rows], minlength=truth.n_images),
    )
    rows = (
        ImageRow(name, *(int(column[place]) for column in columns))
        for place, name in enumerate(truth.image_names)
    )
    return tuple(sorted(rows, key=lambda row: -row.n_errors))
