"""What a reliability diagram and every calibration error are made of."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.scored_rows import columns_of

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]


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
        columns, right = columns_of(predictions.scores), predictions.y_pred == predictions.y_true
        return cls.of(columns, predictions.y_true, columns.max(axis=0, initial=0), right)

    @classmethod
    def of(cls, columns: Floats, y_true: Codes, confidence: Floats, right: Flags) -> Self:
        """Count one batch: scores (n_classes, n_samples), then highest scores and outcomes."""
        return cls(
            Reliability.from_columns(confidence[:, None], right[:, None]),
            Reliability.one_vs_rest(columns, y_true),
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(self.top_label + other.top_label, self.classes + other.classes)
