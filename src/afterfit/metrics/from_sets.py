"""Metrics of whole sets of labels.

All take `SetSums`, whose arrays have shape (...), and return that shape.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.metrics.from_counts import Values, ratio


@dataclass(frozen=True, slots=True, eq=False)
class SetSums:
    """Sums over samples: one, or one a replicate."""

    n_labels: int
    n_samples: NDArray[np.generic]
    n_exact: NDArray[np.generic]
    """Samples whose whole set was right."""
    n_wrong: NDArray[np.generic]
    """Labels missed or falsely seen."""
    overlap: NDArray[np.generic]
    """Sum of |true ∩ seen| / |true ∪ seen|."""
    ranking_precision: NDArray[np.generic]
    """Sum of the label-ranking precision of samples."""
    ranking_loss: NDArray[np.generic]
    """Sum of the share of label pairs in the wrong order."""
    coverage: NDArray[np.generic]
    """Sum of the depth of the ranking that holds all labels."""


def subset_accuracy(sums: SetSums) -> Values:
    """Return the share of samples whose whole set of labels was right."""
    return ratio(sums.n_exact, sums.n_samples)


def hamming_loss(sums: SetSums) -> Values:
    """Return the share of all answers, one a sample and label, that were wrong."""
    return ratio(sums.n_wrong, np.asarray(sums.n_samples) * sums.n_labels)


def samples_jaccard(sums: SetSums) -> Values:
    """Return the mean of |true ∩ seen| / |true ∪ seen|; two empty sets agree fully.

    scikit-learn's ``jaccard_score(average="samples", zero_division=1)``.
    """
    return ratio(sums.overlap, sums.n_samples)


def label_ranking_precision(sums: SetSums) -> Values:
    """Return the mean, over samples and their labels, of the share of true ones at or above it.

    scikit-learn's ``label_ranking_average_precision_score``.
    """
    return ratio(sums.ranking_precision, sums.n_samples)


def label_ranking_loss(sums: SetSums) -> Values:
    """Return the mean share of pairs in which a label that is not there scores as high or higher.

    scikit-learn's ``label_ranking_loss``.
    """
    return ratio(sums.ranking_loss, sums.n_samples)


def coverage_error(sums: SetSums) -> Values:
    """Return how many labels, from the highest score down, must be taken to miss none; a mean.

    scikit-learn's ``coverage_error``.
    """
    return ratio(sums.coverage, sums.n_samples)
