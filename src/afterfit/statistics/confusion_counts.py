"""Which class was taken for which, counted."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.class_counts import ClassCounts


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionCounts:
    """A confusion matrix that can be added to another.

    Examples
    --------
    >>> first = ConfusionCounts.from_labels(np.array([0, 1]), np.array([0, 0]), n_classes=2)
    >>> (first + first + ConfusionCounts.zero(2)).counts.tolist()
    [[2, 0], [2, 0]]
    """

    counts: NDArray[np.int64]
    """Row = true class, column = predicted class, shape (n_classes, n_classes)."""

    @classmethod
    def zero(cls, n_classes: int) -> Self:
        """Return the counts of no samples."""
        return cls(np.zeros((n_classes, n_classes), dtype=np.int64))

    @classmethod
    def from_labels(
        cls, y_true: NDArray[np.int64], y_pred: NDArray[np.int64], n_classes: int
    ) -> Self:
        """Count one batch; both labels are class indices of shape (n_samples,)."""
        cells = np.bincount(y_true * n_classes + y_pred, minlength=n_classes**2)
        return cls(cells.reshape(n_classes, n_classes))

    @classmethod
    def from_predictions(cls, predictions: Predictions) -> Self:
        """Count the predictions of one model on one split."""
        return cls.from_labels(predictions.y_true, predictions.y_pred, len(predictions.class_names))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.counts + other.counts)

    def by_class(self) -> ClassCounts:
        """Return the diagonal and the sums of rows and columns."""
        return ClassCounts(
            hits=self.counts.diagonal(),
            support=self.counts.sum(axis=1),
            predicted=self.counts.sum(axis=0),
        )
