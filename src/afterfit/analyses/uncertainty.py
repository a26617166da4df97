"""What is gained by leaving the least confident samples unanswered."""

import math

import numpy as np

from afterfit.analyses.estimates import share_estimates
from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.analyses.temperature import check_same_model
from afterfit.analyses.thinning import needed_places
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results.uncertainty import (
    ReachedAccuracy,
    UncertainAnswers,
    Uncertainty,
    UnreachedAccuracy,
)
from afterfit.statistics import ClassificationTally, ScoreCounts
from afterfit.statistics.tally_settings import MIN_CONFIDENCE

WISHED_ACCURACY = 0.95
_WHOLE = 2_000  # confidences up to which every one is stored


def measure_uncertainty(observed: Observed, min_confidence: float | None = None) -> Uncertainty:
    """Return accuracy against coverage for all minimum confidences, and the answers at one.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
        One model on one split.
    min_confidence : float, optional
        Where answers are counted: 0.6 for predictions, as counted for a tally.

    References
    ----------
    Geifman & El-Yaniv (2017), NeurIPS (risk-coverage). Geifman, Uziel & El-Yaniv (2019), ICLR
    (its area; samples of equal confidence are answered together here).

    Raises
    ------
    InputError
        When *min_confidence* is not between 0 and 1, or not what a tally was counted with.
    """
    least = MIN_CONFIDENCE if min_confidence is None else min_confidence
    tally = tally_of(observed, min_confidence=least)
    if min_confidence not in (None, tally.settings.min_confidence):
        raise InputError(
            f"answers were counted at a min_confidence of {tally.settings.min_confidence:g}, not "
            f"{min_confidence:g}; count again with that in the settings"
        )
    levels = tally.confidence().counts
    n_right, n_wrong = levels.positives.cumsum(), levels.negatives.cumsum()
    kept = needed_places(n_right, n_wrong) if len(n_wrong) > _WHOLE else slice(None)
    return Uncertainty(
        scope=scope_of(tally),
        class_names=tally.class_names,
        confidences=levels.levels[kept],
        n_answered=(n_right + n_wrong)[kept],
        n_wrong=n_wrong[kept],
        aurc=_area(levels),
        answers=_answers(tally),
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
    levels = tally_of(validation).confidence().counts
    n_answered = (levels.positives + levels.negatives).cumsum()
    accuracy = levels.positives.cumsum() / n_answered
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
    return _answers(tally_of(predictions, min_confidence=min_confidence))


def _answers(tally: ClassificationTally) -> UncertainAnswers:
    answered = tally.answered.total().counts
    uncertain = (tally.confusion.total().counts - answered).sum(axis=1)
    rows = np.column_stack([answered, uncertain]).tolist()
    return UncertainAnswers(
        min_confidence=float(tally.settings.min_confidence),
        counts=tuple(tuple(row) for row in rows),
        n_answered=int(answered.sum()),
        accuracy=share_estimates("accuracy", tally.answered.right())[0],
    )


def _area(levels: ScoreCounts) -> float:
    sizes = levels.positives + levels.negatives
    if not len(sizes):
        return math.nan
    risk = levels.negatives.cumsum() / sizes.cumsum()
    return float((risk * sizes).sum() / sizes.sum())


def _middle(levels: ScoreCounts, place: int) -> float:
    high = float(levels.levels[place])
    low = float(levels.levels[place + 1]) if place + 1 < len(levels.levels) else 0.0
    middle = (low + high) / 2
    return middle if middle > low else high
