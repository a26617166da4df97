"""What a reliability diagram and every calibration error are made of."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from afterfit.records import Predictions
from afterfit.statistics.reliability import Reliability


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationCounts:
    """Confidence against correctness, and each class's score against its presence.

    Examples
    --------
    >>> (CalibrationCounts.zero(2) + CalibrationCounts.zero(2)).classes.n_groups
    2
    """

    top_label: Reliability
    """Highest score of each sample, and whether that class was right; one group."""
    classes: Reliability
    """Every score of each sample, and whether it belongs to the class; one group a class."""

    @classmethod
    def zero(cls, n_classes: int) -> Self:
        """Return the counts of no samples."""
        return cls(Reliability.zero(1), Reliability.zero(n_classes))

    @classmethod
    def from_predictions(cls, predictions: Predictions) -> Self:
        """Count the predictions of one model on one split."""
        scores, label = predictions.scores, predictions.y_true[:, None]
        right = (predictions.y_pred == predictions.y_true)[:, None]
        return cls(
            Reliability.from_columns(scores.max(axis=1, keepdims=True, initial=0), right),
            Reliability.from_columns(scores, label == np.arange(scores.shape[1])),
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(self.top_label + other.top_label, self.classes + other.classes)
