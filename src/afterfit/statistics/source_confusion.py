"""Confusion matrices of many recordings, kept only where something was counted."""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.cells import add_at, count_codes, is_worth_a_table, merge_cells, merge_two
from afterfit.statistics.confusion_counts import ConfusionCounts
from afterfit.statistics.source_numbers import SourceNumbers
from afterfit.statistics.source_tallies import SourceTallies


@dataclass(frozen=True, slots=True, eq=False)
class SourceClasses:
    """Samples of each source and class that occur; all of shape (n_pairs,), sources rising."""

    source: NDArray[np.int64]
    group: NDArray[np.int64]
    """The class, true or predicted."""
    hits: NDArray[np.int64]
    """Right predictions."""
    totals: NDArray[np.int64]
    """All samples, at least 1."""


@dataclass(frozen=True, eq=False)  # without slots, so that what many analyses ask is kept
class SourceConfusion:
    """One confusion matrix a source (recording), as a list of the cells that are not 0.

    Values that are added must number the sources in the same way.

    Examples
    --------
    >>> batch = SourceConfusion.from_labels(
    ...     source=np.array([0, 0, 1]), y_true=np.array([0, 1, 1]), y_pred=np.array([0, 1, 0]),
    ...     n_sources=2, n_classes=2)
    >>> (batch + batch).total().counts.tolist()
    [[2, 0], [2, 2]]
    """

    n_sources: int
    n_classes: int
    cells: NDArray[np.int64]
    """(source · n_classes + true class) · n_classes + predicted class, rising, shape (n_cells,)."""
    counts: NDArray[np.int64]
    """Samples of each cell, at least 1, shape (n_cells,)."""
    independent: bool = False
    """True where samples have no recording: a source is a group they were dealt to, no more."""

    @classmethod
    def zero(cls, n_sources: int, n_classes: int) -> Self:
        """Return the counts of no samples."""
        none = np.zeros(0, dtype=np.int64)
        return cls(n_sources, n_classes, none, none)

    @classmethod
    def from_labels(
        cls,
        source: NDArray[np.int64],
        y_true: NDArray[np.int64],
        y_pred: NDArray[np.int64],
        n_sources: int,
        n_classes: int,
    ) -> Self:
        """Count one batch; *source* and both labels are indices of shape (n_samples,)."""
        codes = (source * n_classes + y_true) * n_classes + y_pred
        return cls(n_sources, n_classes, *count_codes(codes, n_sources * n_classes**2))

    @classmethod
    def of_cells(cls, cells: NDArray[np.int64], sources: SourceNumbers, n_classes: int) -> Self:
        """Count samples by the number of their cell; see ``cells``."""
        counts = count_codes(cells, sources.n * n_classes**2)
        return cls(sources.n, n_classes, *counts, sources.independent)

    @classmethod
    def of_table(cls, table: NDArray[np.int64], sources: SourceNumbers, n_classes: int) -> Self:
        """Return counts from a table of all cells, shape (n_sources · n_classes²,)."""
        cells = np.flatnonzero(table)
        return cls(sources.n, n_classes, cells, table[cells], sources.independent)

    @classmethod
    def from_predictions(cls, predictions: Predictions) -> Self:
        """Count the predictions of one model on one split."""
        return cls.from_labels(
            predictions.source,
            predictions.y_true,
            predictions.y_pred,
            len(predictions.source_names),
            len(predictions.class_names),
        )

    def __add__(self, other: Self) -> Self:
        cells, counts = merge_two((self.cells, self.counts), (other.cells, other.counts))
        return replace(self, cells=cells, counts=counts)

    def placed(self, place: NDArray[np.int64], n_sources: int) -> Self:
        """Return the same counts with source i called ``place[i]``, one of *n_sources*."""
        shift = (place - np.arange(len(place))) * self.n_classes**2
        cells, counts = self.cells + shift.take(self.cells // self.n_classes**2), self.counts
        if (place[1:] < place[:-1]).any():
            order = np.argsort(cells)
            cells, counts = cells[order], counts[order]
        return replace(self, n_sources=n_sources, cells=cells, counts=counts)

    @cached_property
    def source(self) -> NDArray[np.int64]:
        """Source of each cell, shape (n_cells,)."""
        return self.cells // self.n_classes**2

    @cached_property
    def true_class(self) -> NDArray[np.int64]:
        """True class of each cell, shape (n_cells,)."""
        # Several times faster than a remainder, here and below.
        return self.cells // self.n_classes - self.source * self.n_classes

    @cached_property
    def predicted_class(self) -> NDArray[np.int64]:
        """Predicted class of each cell, shape (n_cells,)."""
        return self.cells - self.cells // self.n_classes * self.n_classes

    @cached_property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether the classes of each cell are the same, shape (n_cells,)."""
        return np.asarray(self.true_class == self.predicted_class)

    @cached_property
    def n_samples(self) -> int:
        """All samples of all sources."""
        return int(self.counts.sum())

    @property
    def present(self) -> NDArray[np.bool_]:
        """Whether each source has samples, shape (n_sources,)."""
        present = np.zeros(self.n_sources, dtype=np.bool_)
        present[self.by_true_class.source] = True
        return present

    def total(self) -> ConfusionCounts:
        """Return the confusion matrix of all sources together."""
        return self._total

    @cached_property
    def _total(self) -> ConfusionCounts:
        k = self.n_classes
        if self._table is not None:
            return ConfusionCounts(self._table.sum(axis=0))
        pair = self.cells - self.source * k**2
        return ConfusionCounts(add_at(pair, self.counts, k**2).reshape(k, k))

    def right(self) -> SourceTallies:
        """Return right predictions among all samples, one group."""
        return self._right

    @cached_property
    def _right(self) -> SourceTallies:
        return self._all_classes(self.by_true_class.hits)

    def right_by_true_class(self) -> SourceTallies:
        """Return right predictions among the samples of each class: what recall is made of."""
        return self._tallies(self.by_true_class)

    def right_by_predicted_class(self) -> SourceTallies:
        """Return right predictions among those taken for each class: what precision is made of."""
        return self._tallies(self.by_predicted_class)

    def of_class(self, index: int) -> SourceTallies:
        """Return samples of one true class among all samples, one group."""
        true = self.by_true_class
        return self._all_classes(true.totals * (true.group == index))

    @cached_property
    def by_true_class(self) -> SourceClasses:
        """Right predictions and all samples of each source and true class that occur."""
        return self._by(self.true_class) if self._table is None else _along(self._table, axis=2)

    @cached_property
    def by_predicted_class(self) -> SourceClasses:
        """Right predictions and all samples of each source and predicted class that occur."""
        return (
            self._by(self.predicted_class) if self._table is None else _along(self._table, axis=1)
        )

    @cached_property
    def _table(self) -> NDArray[np.int64] | None:
        """All cells, (n_sources, n_classes, n_classes); None where most would be 0."""
        shape = (self.n_sources, self.n_classes, self.n_classes)
        if not is_worth_a_table(math.prod(shape), len(self.cells)):
            return None
        table = np.zeros(math.prod(shape), dtype=np.int64)
        table[self.cells] = self.counts
        return table.reshape(shape)

    def _by(self, group: NDArray[np.int64]) -> SourceClasses:
        place = self.source * self.n_classes + group
        pairs, hits, totals = merge_cells(place, self.counts * self.is_right, self.counts)
        source = pairs // self.n_classes
        return SourceClasses(source, pairs - source * self.n_classes, hits, totals)

    def _tallies(self, one: SourceClasses) -> SourceTallies:
        return SourceTallies(self.n_classes, one.group, one.hits, one.totals, self.independent)

    def _all_classes(self, hits: NDArray[np.int64]) -> SourceTallies:
        """Return *hits*, which has the pairs of `by_true_class`, among all samples; one group."""
        true = self.by_true_class
        sources, some, totals = merge_cells(true.source, hits, true.totals)
        return SourceTallies(1, np.zeros_like(sources), some, totals, self.independent)


def _along(table: NDArray[np.int64], axis: int) -> SourceClasses:
    """Return samples by source and the class that is left when an axis of the table is summed."""
    totals = table.sum(axis=axis)
    source, group = np.nonzero(totals)
    return SourceClasses(source, group, table[source, group, group], totals[source, group])
