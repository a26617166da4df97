"""Matches → the twelve numbers of COCO of every class, in the split and in each resample."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.average_precision import average_precision, recall_of
from afterfit.analyses.detection.draws import Draws
from afterfit.analyses.detection.matching import IOUS, MAX_DETECTIONS, SIZES, Matches
from afterfit.results import DETECTION_METRICS

_AT_50, _AT_75 = 0, 5
"""Places of these overlaps among `IOUS`."""


_AtOverlap = Callable[[int, NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""The place of an overlap, how often images were drawn, and objects to be found → a metric."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Each metric of each class, the split first and then its resamples."""

    by_class: Mapping[str, NDArray[np.float64]]
    """By name in `DETECTION_METRICS`; nan without objects, shape (1 + n_replicates, n_classes)."""

    def overall(self, metric: str) -> NDArray[np.float64]:
        """Return the mean over classes that have objects, shape (1 + n_replicates,)."""
        return mean_known(self.by_class[metric])


def mean_known(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean over the last axis without nan; nan where all are.

    Examples
    --------
    >>> mean_known(np.array([[1.0, np.nan], [np.nan, np.nan]])).tolist()
    [1.0, nan]
    """
    known = ~np.isnan(values)
    n = known.sum(axis=-1)
    total = np.where(known, values, 0).sum(axis=-1)
    return np.asarray(total / np.where(n, n, np.nan))


def measure_detections(matches: Matches, draws: Draws) -> Measured:
    """Return the metrics of COCO of each class, of the split and of every resample.

    Averaging runs over overlaps from 0.50 to 0.95; recall is that of the 1, 10 or 100 surest
    detections of a class in an image.
    """
    found = {name: np.empty((len(draws.times), matches.n_classes)) for name in DETECTION_METRICS}
    for category in range(matches.n_classes):
        for name, values in _of_class(matches, draws, category).items():
            found[name][:, category] = values
    return Measured(found)


def ap_of_images(matches: Matches, draws: Draws, kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return AP in the images that are *kept*, of the split and every resample.

    The mean is over the classes that have objects there; nan without any.
    """
    objects = matches.positives[0] * kept
    found = np.full((len(draws.times), matches.n_classes), np.nan)
    for category in np.flatnonzero(objects.sum(axis=1)).tolist():
        part = matches.of_class(category)
        rows = np.flatnonzero(kept[matches.image[part]]) + part.start
        sized = _Sized(
            image=matches.image[rows],
            is_right=matches.is_right[0][:, rows],
            is_wrong=matches.is_wrong[0][:, rows],
            rank=matches.rank[rows],
            positives=draws.sums(objects[category]),
            draws=draws,
        )
        found[:, category] = sized.precision().mean(axis=0)
    return mean_known(found)


def _of_class(matches: Matches, draws: Draws, category: int) -> dict[str, NDArray[np.float64]]:
    part = matches.of_class(category)
    size_of = {name: place for place, name in enumerate(SIZES)}
    sized = [
        _Sized(
            image=matches.image[part],
            is_right=matches.is_right[size, :, part],
            is_wrong=matches.is_wrong[size, :, part],
            rank=matches.rank[part],
            positives=draws.sums(matches.positives[size, category]),
            draws=draws,
        )
        for size in range(len(SIZES))
    ]
    whole = sized[size_of["all"]]
    of_size = [(name, sized[place]) for name, place in size_of.items() if place]
    precision = whole.precision()
    return {
        "ap": precision.mean(axis=0),
        "ap50": precision[_AT_50],
        "ap75": precision[_AT_75],
        **{f"ap_{name}": one.precision().mean(axis=0) for name, one in of_size},
        **{f"ar_{most}": whole.recall(most) for most in (1, 10, MAX_DETECTIONS)},
        **{f"ar_{name}": one.recall(MAX_DETECTIONS) for name, one in of_size},
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Sized:
    """The detections of one class, judged by objects of one size."""

    image: NDArray[np.int64]
    is_right: NDArray[np.bool_]
    is_wrong: NDArray[np.bool_]
    rank: NDArray[np.int64]
    positives: NDArray[np.float64]
    draws: Draws

    def precision(self) -> NDArray[np.float64]:
        """Return AP at each overlap, of the split and each resample, (n_ious, n_resamples)."""
        return self._each(
            lambda iou, times, positives: average_precision(
                self.is_right[iou], self.is_wrong[iou], times, positives
            )
        )

    def recall(self, most: int) -> NDArray[np.float64]:
        """Return the recall that the surest so many find in an image, the mean over overlaps."""
        kept = self.rank < most
        found = self._each(
            lambda iou, times, positives: recall_of(self.is_right[iou] & kept, times, positives)
        )
        return np.asarray(found.mean(axis=0))

    def _each(self, metric: _AtOverlap) -> NDArray[np.float64]:
        if not self.positives[0]:  # no resample has what the split has not
            return np.full((len(IOUS), len(self.positives)), np.nan)
        rows = []
        for chunk in self.draws.chunks(len(self.image)):
            times, positives = self.draws.of(self.image, chunk), self.positives[chunk]
            rows.append(np.array([metric(iou, times, positives) for iou in range(len(IOUS))]))
        return np.concatenate(rows, axis=1)
