"""All scores of a class, each in the bits that it needs."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from afterfit import kernels
from afterfit.statistics.score_counts import ScoreCounts

Codes = NDArray[Any]  # uint32 or uint64


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdCorners:
    """The points of a curve over falling thresholds where positives are found, and around them.

    The first point, above all scores, the last, and every point with more hits than the one before
    it, with both its neighbours. In between, thresholds only raise more false alarms.
    """

    thresholds: NDArray[np.float64]
    """Falling, the first infinite, shape (n_points,)."""
    tp: NDArray[np.int64]
    """Positives at or above each threshold, shape (n_points,)."""
    fp: NDArray[np.int64]
    """Negatives at or above each threshold, shape (n_points,)."""
    n_levels: int
    """Distinct scores; the whole curve has one point more."""
    wins_twice: int
    """Twice the pairs in which a positive scores above a negative, ties counted half."""


@dataclass(frozen=True, slots=True, eq=False)
class SortedScores:
    """The score of every sample, and whether it is a positive, from which `ScoreCounts` follow.

    A sample is one whole number, so that sorting and adding are those of whole numbers, which NumPy
    does by vector instructions; models mostly answer in float32, and then 4 bytes hold a sample.

    Examples
    --------
    >>> batch = SortedScores.of(np.array([0.2, 0.9, 0.9]), np.array([False, True, False]))
    >>> counts = (batch + batch).counts()
    >>> counts.levels.tolist(), counts.positives.tolist(), counts.negatives.tolist()
    ([0.9, 0.2], [2, 0], [2, 2])
    """

    codes: Codes
    """Twice the bits of each score, plus 1 for a positive; rising, shape (n_samples,). The order is
    that of the scores, which are not negative. 32 bits wide where all scores are float32 numbers,
    whatever array held them, else 64."""

    @classmethod
    def zero(cls) -> Self:
        """Return the scores of no samples."""
        return cls(np.zeros(0, dtype=np.uint32))

    @classmethod
    def of(cls, scores: NDArray[Any], positive: NDArray[np.bool_]) -> Self:
        """Return the scores of one batch.

        Parameters
        ----------
        scores : array of shape (n_samples,)
            float32 or float64, neither negative nor nan.
        positive : array of shape (n_samples,)
        """
        codes = score_bits(scores)
        codes <<= 1
        codes |= positive.astype(codes.dtype)
        codes.sort()
        return cls(codes)

    def __add__(self, other: Self) -> Self:
        codes = _in_one_width(self.codes, other.codes)
        codes.sort()
        return type(self)(codes)

    def counts(self) -> ScoreCounts:
        """Return positives and negatives at every distinct score."""
        if kernels.are_compiled():
            return ScoreCounts(*kernels.count_levels(self.codes))
        bits = self.codes >> 1
        last = np.flatnonzero(np.append(bits[1:] != bits[:-1], len(bits) > 0))
        totals = np.diff(last, prepend=-1)
        positives = np.diff((self.codes & 1).cumsum(dtype=np.int64)[last], prepend=0)
        levels = _scores_of(bits[last])
        return ScoreCounts(levels[::-1], positives[::-1], (totals - positives)[::-1])

    def corners(self) -> ThresholdCorners:
        """Return what the curve of hits and misses needs, several times shorter than the curve.

        Examples
        --------
        >>> positive = np.array([True, False, False, False, False, True])
        >>> scores = SortedScores.of(np.array([0.9, 0.7, 0.6, 0.5, 0.4, 0.3]), positive)
        >>> scores.corners().fp.tolist()
        [0, 0, 1, 4, 4]
        """
        if kernels.are_compiled():
            return ThresholdCorners(*kernels.find_corners(self.codes))
        counts = self.counts()
        tp = np.append(0, counts.positives.cumsum())
        fp = np.append(0, counts.negatives.cumsum())
        grew = np.append(False, counts.positives > 0)
        kept = grew | np.append(grew[1:], True) | np.append(True, grew[:-1])
        wins_twice = int((counts.negatives * (2 * tp[:-1] + counts.positives)).sum())
        thresholds = np.append(np.inf, counts.levels)
        n_levels = len(counts.levels)
        return ThresholdCorners(thresholds[kept], tp[kept], fp[kept], n_levels, wins_twice)

    @property
    def n_levels(self) -> int:
        """Distinct scores."""
        bits = self.codes >> 1
        return int(np.count_nonzero(bits[1:] != bits[:-1])) + (len(bits) > 0)


def score_bits(scores: NDArray[Any]) -> Codes:
    """Return the bits of *scores*, whose order is that of the scores, as a new array, (n,).

    Parameters
    ----------
    scores : array of shape (n,)
        float32 or float64, neither negative nor nan. 0.0 and -0.0 have the same bits.

    Examples
    --------
    >>> score_bits(np.array([0.0, 0.5])).dtype, score_bits(np.array([0.0, 0.1])).dtype
    (dtype('uint32'), dtype('uint64'))
    """
    narrow = scores.astype(np.float32)
    if scores.dtype == np.float32 or bool((narrow == scores).all()):
        narrow += np.float32(0.0)
        return narrow.view(np.uint32)
    return (scores + 0.0).view(np.uint64)


def _in_one_width(one: Codes, other: Codes) -> Codes:
    if one.dtype != other.dtype:
        one, other = _widened(one), _widened(other)
    return np.concatenate([one, other])


def _widened(codes: Codes) -> NDArray[np.uint64]:
    if codes.dtype == np.uint64:
        return codes.astype(np.uint64, copy=False)
    wide = _scores_of(codes >> 1).view(np.uint64) << np.uint64(1)
    wide |= codes & 1
    return wide


def _scores_of(bits: Codes) -> NDArray[np.float64]:
    """Return the scores that bits are of."""
    narrow = bits.dtype == np.uint32
    return bits.view(np.float32 if narrow else np.float64).astype(np.float64)
