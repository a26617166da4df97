"""How sure the model was when it was right, and when it was wrong."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.scope import scope_of
from afterfit.records import Predictions
from afterfit.results import MarginHistogram, MarginHistograms


def split_margins(predictions: Predictions, n_bins: int = 20) -> MarginHistograms:
    """Return histograms of highest minus second-highest score, right and wrong apart.

    Bins hold their lower edge; the last holds 1 too. With a single class the margin is its score.

    Parameters
    ----------
    predictions : Predictions
        Scores of one model on one split.
    n_bins : int
        Bins of equal width from 0 to 1.
    """
    k = len(predictions.class_names)
    edges = np.linspace(0, 1, n_bins + 1)
    bins = np.searchsorted(edges, top_margin(predictions.scores), side="right") - 1
    wrong = predictions.y_pred != predictions.y_true
    place = (predictions.y_pred * 2 + wrong) * n_bins + np.clip(bins, 0, n_bins - 1)
    counts = np.bincount(place, minlength=k * 2 * n_bins).reshape(k, 2, n_bins)
    return MarginHistograms(
        scope=scope_of(predictions),
        overall=MarginHistogram(None, edges, *counts.sum(axis=0)),
        classes=tuple(
            MarginHistogram(name, edges, *counts[index])
            for index, name in enumerate(predictions.class_names)
        ),
    )


def top_margin(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return highest minus second-highest score of each row, shape (n_samples,)."""
    if scores.shape[1] == 1:
        return scores[:, 0]
    top = np.partition(scores, -2, axis=1)[:, -2:]
    return np.asarray(top[:, 1] - top[:, 0])
