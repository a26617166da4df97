"""How far the scores of two models on the same samples are apart."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.exact_sums import ExactSums

N_DRIFT_BINS = 10
_BLOCK = 1 << 14


@dataclass(frozen=True, slots=True, eq=False)
class DriftCounts:
    """Differences of scores, ties, and flips by how sure the reference was; batches add."""

    n_samples: int
    n_classes: int
    has_scores: bool
    """False where either model came with predicted classes only."""
    distance: ExactSums
    """Sum of Σ|Δp| / 2 over the samples, the total variation distance of each; one sum."""
    largest: float
    """Largest difference of one score."""
    ties: tuple[int, int]
    """Samples whose two highest scores are equal, of reference and candidate."""
    on_grid: tuple[bool, bool]
    """Whether all scores are multiples of 1/256, as an int8 softmax gives them."""
    by_margin: NDArray[np.int64]
    """Samples, and those of them with different predictions, in bins of equal width of the
    reference's highest minus second-highest score, which hold their lower edge; shape (2, 10)."""

    @classmethod
    def of(cls, reference: Predictions, candidate: Predictions) -> Self:
        """Measure one batch whose rows are the same samples in the same order."""
        n, k = reference.scores.shape
        gaps = np.abs(reference.scores - candidate.scores)
        half = np.minimum(gaps.sum(axis=1) / 2, 1.0)
        margins = top_margin(reference.scores), top_margin(candidate.scores)
        return cls(
            n_samples=n,
            n_classes=k,
            has_scores=reference.has_scores and candidate.has_scores,
            distance=ExactSums.of(half, np.zeros(n, dtype=np.int64), 1),
            largest=float(gaps.max(initial=0.0)),
            ties=(_zeros(margins[0]), _zeros(margins[1])),
            on_grid=(_on_grid(reference.scores), _on_grid(candidate.scores)),
            by_margin=_by_margin(margins[0], reference.y_pred != candidate.y_pred),
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(
            n_samples=self.n_samples + other.n_samples,
            n_classes=self.n_classes,
            has_scores=self.has_scores and other.has_scores,
            distance=self.distance + other.distance,
            largest=max(self.largest, other.largest),
            ties=(self.ties[0] + other.ties[0], self.ties[1] + other.ties[1]),
            on_grid=(
                self.on_grid[0] and other.on_grid[0],
                self.on_grid[1] and other.on_grid[1],
            ),
            by_margin=self.by_margin + other.by_margin,
        )


def top_margin(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the highest minus the second-highest score of each row; 1 with a single class.

    Examples
    --------
    >>> top_margin(np.array([[0.5, 0.25, 0.25], [0.5, 0.5, 0.0]])).tolist()
    [0.25, 0.0]
    """
    n, k = scores.shape
    if k < 2:
        return np.ones(n)
    margin = np.empty(n)
    for start in range(0, n, _BLOCK):
        two = np.partition(scores[start : start + _BLOCK], k - 2, axis=1)[:, -2:]
        margin[start : start + _BLOCK] = two[:, 1] - two[:, 0]
    return margin


def _zeros(margin: NDArray[np.float64]) -> int:
    return int(np.count_nonzero(margin == 0))


def _on_grid(scores: NDArray[np.float64]) -> bool:
    levels = scores * 256
    return bool((levels == np.rint(levels)).all())


def _by_margin(margin: NDArray[np.float64], flipped: NDArray[np.bool_]) -> NDArray[np.int64]:
    bins = np.clip((margin * N_DRIFT_BINS).astype(np.int64), 0, N_DRIFT_BINS - 1)
    every = np.bincount(bins, minlength=N_DRIFT_BINS)
    return np.stack([every, np.bincount(bins[flipped], minlength=N_DRIFT_BINS)])
