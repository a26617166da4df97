"""Sums of the losses that judge probabilities."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.cells import add_floats_at

# A float model's smallest step below 1; a score of 0 for the true class (common after int8) would
# otherwise make the mean infinite. scikit-learn clips at the same place.
_SMALLEST = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True, eq=False)
class LossSums:
    """Log loss and Brier score summed over samples: one sum, one a source, or one a replicate.

    Examples
    --------
    >>> half = LossSums(n_samples=np.array(1), log_loss=np.array(0.5), brier=np.array(0.25))
    >>> (half + half).log_loss.item()
    1.0
    """

    n_samples: NDArray[np.int64]
    """Samples behind each sum, shape (...)."""
    log_loss: NDArray[np.float64]
    """Sum of -ln(probability of the true class), shape (...)."""
    brier: NDArray[np.float64]
    """Sum of half the squared distance between probabilities and truth, shape (...)."""

    @classmethod
    def zero(cls, n_sources: int) -> Self:
        """Return the sums of no samples, one a source."""
        nothing = np.zeros(n_sources)
        return cls(np.zeros(n_sources, dtype=np.int64), nothing, nothing)

    @classmethod
    def from_predictions(cls, predictions: Predictions) -> Self:
        """Sum the losses of one model on one split, shape (n_sources,)."""
        source, n_sources = predictions.source, len(predictions.source_names)
        log_losses, briers = _sample_losses(predictions)
        return cls(
            np.bincount(source, minlength=n_sources),
            add_floats_at(source, log_losses, n_sources),
            add_floats_at(source, briers, n_sources),
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.n_samples + other.n_samples,
            self.log_loss + other.log_loss,
            self.brier + other.brier,
        )

    def total(self) -> Self:
        """Return the sums over all sources, shape ()."""
        return type(self)(
            np.asarray(self.n_samples.sum()),
            np.asarray(self.log_loss.sum()),
            np.asarray(self.brier.sum()),
        )


def _sample_losses(
    predictions: Predictions,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    scores = predictions.scores
    p_true = np.take_along_axis(scores, predictions.y_true[:, None], axis=1)[:, 0]
    log_losses = -np.log(np.clip(p_true, _SMALLEST, 1.0))
    # Sum of (p - y)², with y one-hot, written out so that no second (n, k) array is made.
    squares = np.einsum("ij,ij->i", scores, scores) - 2 * p_true + 1
    return log_losses, np.maximum(squares, 0.0) / 2
