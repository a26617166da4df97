"""What is gained by leaving the least confident samples unanswered."""

import math

import numpy as np

from afterfit.analyses.estimates import share_estimates
from afterfit.analyses.scope import scope_of
from afterfit.analyses.temperature import check_same_model
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results.uncertainty import (
    ReachedAccuracy,
    UncertainAnswers,
    Uncertainty,
    UnreachedAccuracy,
)
from afterfit.statistics import ScoreCounts, SourceTallies

MIN_CONFIDENCE = 0.6
"""Edge Impulse's default: below it, its devices answer "uncertain"."""
WISHED_ACCURACY = 0.95


def measure_uncertainty(
    predictions: Predictions, min_confidence: float = MIN_CONFIDENCE
) -> Uncertainty:
    """Return accuracy against coverage for all minimum confidences, and the answers at one.

    References
    ----------
    Geifman & El-Yaniv (2017), NeurIPS (risk-coverage). Geifman, Uziel & El-Yaniv (2019), ICLR
    (its area; samples of equal confidence are answered together here).

    Raises
    ------
    InputError
        When *min_confidence* is not between 0 and 1.
    """
    if not 0 <= min_confidence <= 1:
        raise InputError(f"min_confidence must be from 0 to 1, got {min_confidence}")
    levels = _levels(predictions)
    n_answered = (levels.positives + levels.negatives).cumsum()
    n_wrong = levels.positives.cumsum()
    return Uncertainty(
        scope=scope_of(predictions),
        class_names=predictions.class_names,
        confidences=levels.levels,
        n_answered=n_answered,
        n_wrong=n_wrong,
        aurc=_area(levels),
        answers=answers_at(predictions, min_confidence),
    )


def reach_accuracy(
    validation: Predictions, test: Predictions, wished_accuracy: float = WISHED_ACCURACY
) -> ReachedAccuracy | UnreachedAccuracy:
    """Return the least confidence whose answers reach *wished_accuracy*, seen on the other split.

    The confidence of highest coverage is chosen on the first split, in the middle of the gap to
    the next lower one.

    Raises
    ------
    InputError
        When the accuracy is no share, or the two are not of one model on two splits.
    """
    if not 0 < wished_accuracy <= 1:
        raise InputError(f"wished_accuracy must be a share above 0, got {wished_accuracy}")
    check_same_model(validation, test)
    levels = _levels(validation)
    n_answered = (levels.positives + levels.negatives).cumsum()
    accuracy = 1 - levels.positives.cumsum() / n_answered
    reached = np.flatnonzero(accuracy >= wished_accuracy)
    if not len(reached):
        best = float(accuracy.max()) if len(accuracy) else math.nan
        return UnreachedAccuracy(scope_of(validation), wished_accuracy, best)
    last = int(reached[-1])
    return ReachedAccuracy(
        chosen_on=scope_of(validation),
        reported_on=scope_of(test),
        class_names=test.class_names,
        wished_accuracy=wished_accuracy,
        chosen_accuracy=float(accuracy[last]),
        chosen_coverage=float(n_answered[last] / n_answered[-1]),
        answers=answers_at(test, _middle(levels, last)),
    )


def answers_at(predictions: Predictions, min_confidence: float) -> UncertainAnswers:
    """Return what is answered where the highest score is at least *min_confidence*."""
    k, n_sources = len(predictions.class_names), len(predictions.source_names)
    answered = predictions.scores.max(axis=1, initial=0) >= min_confidence
    column = np.where(answered, predictions.y_pred, k)
    cells = np.bincount(predictions.y_true * (k + 1) + column, minlength=k * (k + 1))
    right = answered & (predictions.y_pred == predictions.y_true)
    totals = np.bincount(predictions.source[answered], minlength=n_sources)
    hits = np.bincount(predictions.source[right], minlength=n_sources)
    seen = totals > 0
    group = np.zeros(int(seen.sum()), dtype=np.int64)
    tallies = SourceTallies(1, group, hits[seen], totals[seen])
    return UncertainAnswers(
        min_confidence=float(min_confidence),
        counts=tuple(tuple(row) for row in cells.reshape(k, k + 1).tolist()),
        n_answered=int(answered.sum()),
        accuracy=share_estimates("accuracy", tallies)[0],
    )


def _levels(predictions: Predictions) -> ScoreCounts:
    """Return wrong (positive) and right (negative) predictions at each confidence."""
    wrong = predictions.y_pred != predictions.y_true
    return ScoreCounts.from_scores(predictions.scores.max(axis=1, initial=0), wrong)


def _area(levels: ScoreCounts) -> float:
    sizes = levels.positives + levels.negatives
    if not len(sizes):
        return math.nan
    risk = levels.positives.cumsum() / sizes.cumsum()
    return float((risk * sizes).sum() / sizes.sum())


def _middle(levels: ScoreCounts, place: int) -> float:
    high = float(levels.levels[place])
    low = float(levels.levels[place + 1]) if place + 1 < len(levels.levels) else 0.0
    middle = (low + high) / 2
    return middle if middle > low else high
