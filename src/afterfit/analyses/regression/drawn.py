"""Samples and recordings that are drawn, and the worst ones."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import spread_of
from afterfit.records import RegressionPredictions
from afterfit.results import Course, DrawnSamples, FileErrors, WorstSample

MOST_POINTS = 2000
"""Samples that a chart of all samples shows; more are drawn by every k-th row."""
MOST_COURSE_POINTS = 500
N_WORST = 20
_N_COURSES = 3


def evenly(n: int, most: int) -> NDArray[np.int64]:
    """Return at most *most* of *n* rows, evenly spaced.

    Examples
    --------
    >>> evenly(10, 4).tolist()
    [0, 3, 6, 9]
    """
    step = -(-n // most) if n else 1
    return np.arange(0, n, step)


def draw_samples(rows: RegressionPredictions, output: int) -> DrawnSamples:
    """Return the samples of one output that a chart shows."""
    kept = evenly(len(rows), MOST_POINTS)
    return DrawnSamples(rows.y_true[kept, output], rows.y_pred[kept, output], kept, len(rows))


def find_worst(rows: RegressionPredictions) -> tuple[WorstSample, ...]:
    """Return the samples with the largest errors, in relation to their output's spread."""
    scaled = np.abs(rows.errors) / spread_of(rows.y_true)
    largest = scaled.max(axis=1) if len(rows) else np.zeros(0)
    order = np.argsort(-largest, kind="stable")[:N_WORST]
    return tuple(
        WorstSample(
            index=index,
            source=rows.source_names[int(rows.source[index])],
            offset=int(rows.offset[index]),
            y_true=tuple(rows.y_true[index].tolist()),
            y_pred=tuple(rows.y_pred[index].tolist()),
        )
        for index in order.tolist()
    )


def follow_courses(
    rows: RegressionPredictions, files: tuple[FileErrors, ...]
) -> tuple[Course, ...]:
    """Return the worst recordings and the best one from start to end.

    Recordings of a single sample have no course.
    """
    long = [row.source for row in files if row.n_samples > 1]
    names = long if len(long) <= _N_COURSES else [*long[: _N_COURSES - 1], long[-1]]
    return tuple(_course(rows, name) for name in names)


def _course(rows: RegressionPredictions, name: str) -> Course:
    there = np.flatnonzero(rows.source == rows.source_names.index(name))
    there = there[np.argsort(rows.offset[there], kind="stable")]
    kept = there[evenly(len(there), MOST_COURSE_POINTS)]
    return Course(
        source=name,
        offset=rows.offset[kept],
        y_true=tuple(rows.y_true[kept].T),
        y_pred=tuple(rows.y_pred[kept].T),
        n_samples=len(there),
    )
