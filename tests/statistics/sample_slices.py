"""Predictions with slices for tests."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions, SliceColumn, SlicedPredictions, Slicing
from tests.statistics.sample_predictions import predictions_of, take


def words(name: str, *values: str) -> SliceColumn:
    """Return a column of words."""
    return SliceColumn(name, "words", values)


SITE = words("site", "hall", "roof", "yard")
HOUR = SliceColumn("hour", "ranges", ("below 6", "6 and above"), (6.0,))
SLICINGS = (Slicing((SITE,)), Slicing((HOUR,)), Slicing((SITE, HOUR)))


def sliced(predictions: Predictions, site: Sequence[int], hour: Sequence[int]) -> SlicedPredictions:
    """Return predictions sliced by site, by hour, and by both."""
    codes = np.array(site, dtype=np.int64), np.array(hour, dtype=np.int64)
    both = SLICINGS[2].combined(codes)
    return SlicedPredictions(predictions, SLICINGS, (*codes, both))


def take_sliced(batch: SlicedPredictions, rows: NDArray[np.int64]) -> SlicedPredictions:
    """Return some rows."""
    codes = tuple(one[rows] for one in batch.codes)
    return SlicedPredictions(take(batch.predictions, rows), batch.slicings, codes)


def by_chance(seed: int, n: int = 60, n_sources: int = 7, n_classes: int = 3) -> SlicedPredictions:
    """Return rows that have nothing to do with their slices."""
    random = np.random.default_rng(seed)
    scores = np.eye(n_classes)[random.integers(0, n_classes, n)]
    y_true = random.integers(0, n_classes, n).tolist()
    predictions = predictions_of(y_true, scores, random.integers(0, n_sources, n).tolist())
    site = random.integers(0, len(SITE.names), n).tolist()
    return sliced(predictions, site, random.integers(0, len(HOUR.names), n).tolist())


def recordings(
    right: NDArray[np.bool_],
    slices: NDArray[np.int64],
    *,
    y_true: NDArray[np.int64] | None = None,
    variant: str = "float32",
) -> SlicedPredictions:
    """Return recordings (rows) of windows (columns), each right or wrong, each at one site."""
    n = right.size
    source = np.repeat(np.arange(len(right)), right.shape[1])
    labels = source % 2 if y_true is None else y_true.ravel()
    taken = np.where(right.ravel(), labels, 1 - labels)
    predictions = predictions_of(
        labels.tolist(), np.eye(2)[taken], source.tolist(), variant=variant
    )
    batch = sliced(predictions, slices.ravel().tolist(), [0] * n)
    return replace(batch, slicings=batch.slicings[:1], codes=batch.codes[:1])
