"""The training windows nearest to one sample, and what they say of its answer."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Embedding
from afterfit.results import Neighbour, Neighbourhood

N_NEAREST = 5
"""Neighbours that are shown and heard."""
_MOST_QUERIES = 400
"""Training windows whose own nearest distance is measured; evenly spread over all."""
_FAR = 0.95

Floats = NDArray[np.float64]
Look = Literal[
    "label error", "model error", "between classes", "unlike the training", "well supported"
]


def find_neighbours(
    sample: Floats, training: Embedding, true_class: str, predicted: str
) -> Neighbourhood:
    """Return the training windows nearest to *sample*, and what they make of its answer.

    Parameters
    ----------
    sample : array of shape (n_features,)
        What the last layer with weights reads of the sample.
    training : Embedding
        The same of training windows.

    References
    ----------
    Papernot & McDaniel (2018), Deep k-Nearest Neighbors, arXiv 1803.04765: the labels of the
    nearest training samples support an answer, or do not.
    """
    distances = _distances(sample[None], training.values)[0]
    order = np.argsort(distances, kind="stable")[:N_NEAREST]
    nearest = tuple(
        Neighbour(training.sample_id(row), training.label(row), float(distances[row]))
        for row in order.tolist()
    )
    usual = usual_distances(training)
    far = bool(len(usual)) and nearest[0].distance > float(np.quantile(usual, _FAR))
    return Neighbourhood(
        nearest=nearest,
        n_searched=len(training),
        usual_distance=float(np.median(usual)) if len(usual) else float("nan"),
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


def usual_distances(training: Embedding) -> Floats:
    """Return the distance of training windows to the nearest one of another recording.

    Neighbours of the same recording overlap, so they would make every test window look far.
    Empty where all windows are of one recording.
    """
    n = len(training)
    rows = np.arange(min(n, _MOST_QUERIES)) * n // max(min(n, _MOST_QUERIES), 1)
    distances = _distances(training.values[rows], training.values)
    distances[training.source[rows][:, None] == training.source[None]] = np.inf
    nearest: Floats = distances.min(axis=1, initial=np.inf)
    return np.asarray(nearest[np.isfinite(nearest)])


def _distances(one: NDArray[np.floating], other: NDArray[np.floating]) -> Floats:
    """Return Euclidean distances, shape (len(one), len(other)), row by row to bound the memory."""
    wide = np.asarray(other, np.float64)
    rows = [np.sqrt(((wide - row) ** 2).sum(axis=1)) for row in np.asarray(one, np.float64)]
    return np.array(rows).reshape(len(rows), len(wide))
