"""The training windows nearest to one sample, and what they say of its answer."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from afterfit.records import EmbeddedWindows, Embedding, Predictions
from afterfit.results import Neighbourhood
from afterfit.results.prediction_trace import Neighbour, SameMistake

N_NEAREST = 5
"""Neighbours that are shown and heard."""
FAR = 0.95
"""Share of the windows of its split that are nearer to the training than a far one."""

NOWHERE = SameMistake(0, 0, 0, 0)
"""Of an answer that is right, or where no other is known."""

Floats = NDArray[np.float64]
Look = Literal[
    "label or model error", "model or label error", "model error",
    "between classes", "unlike the training", "well supported",
]  # fmt: skip
LABEL_ERRORS = 0.033
"""Share of wrong labels that test sets have, on average over ten of them."""


def find_neighbours(
    sample: Floats,
    training: Embedding,
    others: Floats,
    true_class: str,
    predicted: str,
    alike: SameMistake = NOWHERE,
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
    alike : SameMistake
        How often the same mistake is made elsewhere.

    References
    ----------
    Northcutt, Athalye & Mueller (2021), Pervasive Label Errors in Test Sets, arXiv 2103.14749:
    3.3 % of the labels on average (`LABEL_ERRORS`).
    Papernot & McDaniel (2018), Deep k-Nearest Neighbors, arXiv 1803.04765: the labels of the
    nearest training samples support an answer, or do not.
    """
    near = look_around(sample, training, others)
    nearest = tuple(
        Neighbour(training.sample_id(row), training.label(row), distance)
        for row, distance in near.rows
    )
    return Neighbourhood(
        nearest=nearest,
        n_searched=len(training),
        usual_distance=near.usual,
        far=near.far,
        alike=alike,
        looks_like=looks_like(
            [one.label for one in nearest],
            true_class,
            predicted,
            far=near.far,
            known=is_known_pattern(alike),
        ),
    )


class Near(NamedTuple):
    """The training windows nearest to a sample."""

    rows: tuple[tuple[int, float], ...]
    """Rows and their distances, the nearest first."""
    usual: float
    """Median distance of other windows to their nearest; nan where none is known."""
    far: bool
    """Whether nearly all of those lie nearer than the sample."""


def look_around(sample: Floats, training: EmbeddedWindows, others: Floats) -> Near:
    """Return the training windows nearest to *sample*; see `find_neighbours`."""
    distances = distances_to(sample, training.values)
    order = np.argsort(distances, kind="stable")[:N_NEAREST]
    rows = tuple((row, float(distances[row])) for row in order.tolist())
    if not len(others):
        return Near(rows, float("nan"), far=False)
    return Near(rows, float(np.median(others)), rows[0][1] > float(np.quantile(others, FAR)))


def same_mistake(predictions: Predictions, row: int) -> SameMistake:
    """Return how often the answer for *row*, where it is wrong, is given for others of its class.

    Examples
    --------
    >>> said = Predictions(
    ...     class_names=("idle", "fault"),
    ...     y_true=[0, 0, 0],
    ...     scores=[[0, 1], [1, 0], [0, 1]],
    ...     source=[0, 0, 1],
    ...     source_names=("x.csv", "y.csv"),
    ...     offset=[0, 9, 0],
    ...     variant="float32",
    ...     split="test",
    ... )
    >>> same_mistake(said, 0)
    SameMistake(n_recording=1, n_recording_alike=0, n_others=1, n_others_alike=1)
    """
    true, predicted = predictions.y_true[row], predictions.y_pred[row]
    if true == predicted:
        return NOWHERE
    of_class = predictions.y_true == true
    own, alike = predictions.source == predictions.source[row], predictions.y_pred == predicted
    return SameMistake(
        n_recording=int((of_class & own).sum()) - 1,
        n_recording_alike=int((of_class & own & alike).sum()) - 1,
        n_others=int((of_class & ~own).sum()),
        n_others_alike=int((of_class & ~own & alike).sum()),
    )


def is_known_pattern(alike: SameMistake) -> bool:
    """Return whether the model, rather than one label, accounts for a mistake.

    Recordings have one label each. So it does where other recordings meet the same mistake at
    least as often as labels are wrong, or where most of the recording itself is answered rightly.
    """
    elsewhere = alike.n_others_alike >= max(1, LABEL_ERRORS * alike.n_others)
    return elsewhere or 2 * alike.n_recording_alike < alike.n_recording


def looks_like(
    labels: list[str], true_class: str, predicted: str, *, far: bool, known: bool
) -> Look:
    """Return what the labels of the nearest training windows say of an answer.

    Where all bear the label of a wrong answer, the sample's label may be wrong, or the model does
    not tell the classes apart and so sees them alike; a *known* pattern puts the model first.

    Examples
    --------
    >>> looks_like(["b"] * 5, true_class="a", predicted="b", far=False, known=True)
    'model or label error'
    >>> looks_like(["a"] * 5, true_class="a", predicted="b", far=False, known=False)
    'model error'
    """
    if far:
        return "unlike the training"
    wrong = predicted != true_class
    if set(labels) == {predicted}:
        doubtful: Look = "model or label error" if known else "label or model error"
        return doubtful if wrong else "well supported"
    for_truth = labels.count(true_class)
    if wrong and 2 * for_truth > len(labels):
        return "model error"
    return "well supported" if not wrong and 2 * for_truth > len(labels) else "between classes"


def nearest_distances(windows: NDArray[np.floating], training: EmbeddedWindows) -> Floats:
    """Return the distance of each window to the nearest training window, shape (n,).

    Windows that the training did not see are the measure of a new one: those of the training lie
    closer to each other, since the model was fitted to them.

    Parameters
    ----------
    windows : array of shape (n, n_features)
        What the last layer with weights reads of them.
    """
    return np.array([distances_to(one, training.values).min() for one in windows], np.float64)


def distances_to(one: NDArray[np.floating], others: NDArray[np.floating]) -> Floats:
    """Return Euclidean distances, shape (len(others),)."""
    gaps = np.asarray(others, np.float64) - np.asarray(one, np.float64)
    distances: Floats = np.sqrt((gaps**2).sum(axis=1))
    return distances
