"""Samples that the model got wrong."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.scope import scope_of
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results import ErrorSample, ErrorSamples


def select_errors(predictions: Predictions, max_per_class: int | None) -> ErrorSamples:
    """Return wrong predictions by true class, in each the most confident first.

    Parameters
    ----------
    predictions : Predictions
        Scores of one model on one split.
    max_per_class : int or None
        Most errors to keep for a true class; None keeps all. The result says how many there were.

    Raises
    ------
    InputError
        When *max_per_class* is below 0.
    """
    if max_per_class is not None and max_per_class < 0:
        raise InputError(f"max_errors_per_class must be 0 or more, got {max_per_class}")
    wrong = np.flatnonzero(predictions.y_pred != predictions.y_true)
    confidence = predictions.scores[wrong, predictions.y_pred[wrong]]
    order = np.lexsort((wrong, -confidence, predictions.y_true[wrong]))
    kept = _first_of_each(predictions.y_true, wrong[order], max_per_class)
    return ErrorSamples(
        scope=scope_of(predictions),
        class_names=predictions.class_names,
        samples=tuple(_sample(predictions, index) for index in kept.tolist()),
        n_errors=len(wrong),
        max_per_class=max_per_class,
    )


def _first_of_each(
    labels: NDArray[np.int64], ordered: NDArray[np.int64], limit: int | None
) -> NDArray[np.int64]:
    """Return the first *limit* of the indices *ordered* by label, of each label."""
    if limit is None:
        return ordered
    label = labels[ordered]
    rank = np.arange(len(ordered)) - np.searchsorted(label, label, side="left")
    return ordered[rank < limit]


def _sample(predictions: Predictions, index: int) -> ErrorSample:
    return ErrorSample(
        index=index,
        true_class=predictions.class_names[predictions.y_true[index]],
        predicted_class=predictions.class_names[predictions.y_pred[index]],
        scores=tuple(predictions.scores[index].tolist()),
        source=predictions.source_names[predictions.source[index]],
        offset=int(predictions.offset[index]),
    )
