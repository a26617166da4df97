"""What the counting metrics need of a confusion matrix."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class ClassCounts:
    """Diagonal, row sums and column sums of one confusion matrix, or of many at once.

    Accuracy, precision, recall, F1, specificity, Matthews' correlation and Cohen's kappa need no
    more than these 3 k numbers, which is why a thousand bootstrap replicates of a matrix with a
    thousand classes fit in memory.

    Examples
    --------
    >>> counts = ClassCounts(hits=np.array([3, 1]), support=np.array([4, 1]),
    ...                      predicted=np.array([3, 2]))
    >>> counts.n_samples.item()
    5
    """

    hits: NDArray[np.int64]
    """Samples of each class that were taken for it, shape (..., n_classes)."""
    support: NDArray[np.int64]
    """Samples that truly belong to each class, shape (..., n_classes)."""
    predicted: NDArray[np.int64]
    """Samples that were taken for each class, shape (..., n_classes)."""

    @property
    def n_samples(self) -> NDArray[np.int64]:
        """All samples, shape (...)."""
        return np.asarray(self.support.sum(axis=-1))

    @property
    def n_hits(self) -> NDArray[np.int64]:
        """All right predictions, shape (...)."""
        return np.asarray(self.hits.sum(axis=-1))
