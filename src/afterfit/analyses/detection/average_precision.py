"""Right and wrong detections, the surest first → average precision and recall, of many resamples.

Each resample says how often an image is in it; all of them are computed at once from the matches
of the split, which are made once.
"""

import numpy as np
from numpy.typing import NDArray

RECALLS = np.linspace(0.0, 1.0, 101)
"""Recalls at which COCO reads the precision."""


def average_precision(
    is_right: NDArray[np.bool_],
    is_wrong: NDArray[np.bool_],
    times: NDArray[np.float64],
    positives: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the mean, over 101 recalls, of the highest precision at that recall or above.

    Parameters
    ----------
    is_right, is_wrong : array of shape (n_detections,)
        The surest first; a detection may be neither.
    times : array of shape (n_resamples, n_detections)
        How often each detection's image was drawn.
    positives : array of shape (n_resamples,)
        Objects to be found; nan is returned where there is none.

    Returns
    -------
    array of shape (n_resamples,)

    References
    ----------
    Lin et al. (2014), ECCV, 740-755; the interpolation of Everingham et al. (2010), International
    Journal of Computer Vision 88(2), 303-338, at 101 points.

    Examples
    --------
    >>> right = np.array([True, False, True])
    >>> average_precision(right, ~right, np.ones((1, 3)), np.array([2.0])).round(4).tolist()
    [0.835]
    """
    best, reached = _steps(is_right, is_wrong, times, positives)
    # each right detection is the first at the recalls that it adds
    added = np.diff(reached, axis=1, prepend=0)
    total = (best * added).sum(axis=1) / len(RECALLS)
    return np.asarray(np.where(positives > 0, total, np.nan))


def precision_at_recalls(
    is_right: NDArray[np.bool_], is_wrong: NDArray[np.bool_], positives: int
) -> NDArray[np.float64]:
    """Return the highest precision at each of 101 recalls, or above; 0 beyond the last recall.

    Its mean is the `average_precision`.

    Examples
    --------
    >>> right = np.array([True, False, True])
    >>> precision_at_recalls(right, ~right, 2)[[0, 50, 51, 100]].round(3).tolist()
    [1.0, 1.0, 0.667, 0.667]
    """
    times, known = np.ones((1, len(is_right))), np.array([float(positives)])
    best, reached = _steps(is_right, is_wrong, times, known)
    first = np.searchsorted(reached[0], np.arange(1, len(RECALLS) + 1))
    return np.append(best[0], 0.0)[first]


def _steps(
    is_right: NDArray[np.bool_],
    is_wrong: NDArray[np.bool_],
    times: NDArray[np.float64],
    positives: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return, at each right detection, the best precision from there on and the recalls reached.

    Wrong detections only lower the precision, so none of them is the first at any recall, and those
    behind the last right one say nothing.
    """
    rows = np.flatnonzero(is_right)
    tp = np.cumsum(times[:, rows], axis=1)
    fp = _wrong_before(rows, is_wrong, times)
    precision = tp / np.maximum(tp + fp, 1)
    best = np.maximum.accumulate(precision[:, ::-1], axis=1)[:, ::-1]
    return best, _recalls_up_to(tp / np.maximum(positives, 1)[:, None])


def _wrong_before(
    rows: NDArray[np.int64], is_wrong: NDArray[np.bool_], times: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how many wrong detections come before each of *rows*, which are right ones.

    They are summed from one right detection to the next, which is one pass instead of the two of a
    running sum; a right detection begins its part, and is 0 there.
    """
    if not rows.size:
        return np.zeros((len(times), 0))
    part = slice(int(rows[-1]) + 1)
    between = np.add.reduceat(times[:, part] * is_wrong[part], np.append(0, rows), axis=1)
    return np.asarray(np.cumsum(between[:, :-1], axis=1))


def _recalls_up_to(recall: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how many of the 101 recalls are at most each recall, as comparing them says."""
    near = np.clip(np.floor(recall * 100), 0, 100).astype(np.int64)
    near = near - (RECALLS[near] > recall)
    return near + (RECALLS[np.minimum(near + 1, 100)] <= recall) * (near < 100) + 1


def recall_of(
    is_right: NDArray[np.bool_], times: NDArray[np.float64], positives: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of objects that were found at last, shape (n_resamples,); nan without any.

    Examples
    --------
    >>> recall_of(np.array([True, False]), np.ones((1, 2)), np.array([4.0])).tolist()
    [0.25]
    """
    found = times @ is_right.astype(np.float64)
    known = np.where(positives > 0, positives, np.nan)
    return np.asarray(found / known)
