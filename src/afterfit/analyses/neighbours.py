"""The training windows nearest to one sample, and what they say of its answer."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Embedding
from afterfit.results import Neighbourhood
from afterfit.results.prediction_trace import Neighbour

N_NEAREST = 5
"""Neighbours that are shown and heard."""
_FAR = 0.95
"""Share of the windows of its split that are nearer to the training than a far one."""

Floats = NDArray[np.float64]
Look = Literal[
    "label error", "model error", "between classes", "unlike the training", "well supported"
]


def find_neighbours(
    sample: Floats, training: Embedding, others: Floats, true_class: str, predicted: str
) -> Neighbourhood:
    """Return the training windows nearest to *sample*, and what they make of its answer.

    Parameters
    ----------
    sample : array of shape (n_features,)
        What the last layer with weights reads of the sample.
    training : Embedding
        The same of training windows.
    others : array of shape (n,)
        `nearest_distances` of windows of the sample's split: what is usual there.

    References
    ----------
    Papernot & McDaniel (2018), Deep k-Nearest Neighbors, arXiv 1803.04765: the labels of the
    nearest training samples support an answer, or do not.
    """
    distances = _distances(sample, training.values)
    order = np.argsort(distances, kind="stable")[:N_NEAREST]
    nearest = tuple(
        Neighbour(training.sample_id(row), training.label(row), float(distances[row]))
        for row in order.tolist()
    )
    far = bool(len(others)) and nearest[0].distance > float(np.quantile(others, _FAR))
    return Neighbourhood(
        nearest=nearest,
        n_searched=len(training),
        usual_distance=float(np.median(others)) if len(others) else float("nan"),
        far=far,
        looks_like=looks_like([one.label for one in nearest], true_class, predicted, far=far),
    )


def looks_like(labels: list[str], true_class: str, predicted: str, *, far: bool) -> Look:
    """Return what the labels of the nearest training windows say of an answer.

    Examples
    --------
    >>> looks_like(["b"] * 5, true_class="a", predicted="b", far=False)
    'label error'
    >>> looks_like(["a", "a", "a", "b", "a"], true_class="a", predicted="b", far=False)
    'model error'
    """
    if far:
        return "unlike the training"
    wrong = predicted != true_class
    if set(labels) == {predicted}:
        return "label error" if wrong else "well supported"
    for_truth = labels.count(true_class)
    if wrong and 2 * for_truth > len(labels):
        return "model error"
    return "well supported" if not wrong and 2 * for_truth > len(labels) else "between classes"


def nearest_distances(windows: NDArray[np.floating], training: Embedding) -> Floats:
    """Return the distance of each window to the nearest training window, shape (n,).

    Windows that the training did not see are the measure of a new one: those of the training lie
    closer to each other, since the model was fitted to them.

    Parameters
    ----------
    windows : array of shape (n, n_features)
        What the last layer with weights reads of them.
    """
    return np.array([_distances(one, training.values).min() for one in windows], np.float64)


def _distances(one: NDArray[np.floating], others: NDArray[np.floating]) -> Floats:
    """Return Euclidean distances, shape (len(others),)."""
    gaps = np.asarray(others, np.float64) - np.asarray(one, np.float64)
    distances: Floats = np.sqrt((gaps**2).sum(axis=1))
    return distances
