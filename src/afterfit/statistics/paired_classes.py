"""Where only one of two models found the samples of each class."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_at, merge_cells
from afterfit.statistics.paired_counts import PairedCounts
from afterfit.statistics.source_numbers import SourceNumbers


@dataclass(frozen=True, slots=True, eq=False)
class PairedClasses:
    """`PairedCounts` of each true class, as a list of the cells that are not 0.

    Examples
    --------
    >>> sources = SourceNumbers(("a.csv",), 1, np.array([0, 0, 0]), independent=False)
    >>> pairs = PairedClasses.of(sources, np.array([0, 0, 1]), 2, np.array([True, True, False]),
    ...                          np.array([False, True, True]))
    >>> (pairs + pairs).of_class(0).n_reference_only
    2
    """

    n_sources: int
    n_classes: int
    cells: NDArray[np.int64]
    """source · n_classes + true class, rising, shape (n_cells,)."""
    n_samples: NDArray[np.int64]
    """Samples of each cell, at least 1, shape (n_cells,)."""
    reference_only: NDArray[np.int64]
    """Samples that the reference alone got right, shape (n_cells,)."""
    candidate_only: NDArray[np.int64]
    """Samples that the candidate alone got right, shape (n_cells,)."""
    independent: bool = False
    """True where samples have no recording: a source is a group they were dealt to, no more."""

    @classmethod
    def of(
        cls,
        sources: SourceNumbers,
        y_true: NDArray[np.int64],
        n_classes: int,
        reference_right: NDArray[np.bool_],
        candidate_right: NDArray[np.bool_],
    ) -> Self:
        """Count one batch; arrays of shape (n_samples,)."""
        ones = np.ones(len(y_true), dtype=np.int64)
        cells, n, b, c = merge_cells(
            sources.index * n_classes + y_true,
            ones,
            ones * (reference_right & ~candidate_right),
            ones * (candidate_right & ~reference_right),
        )
        return cls(sources.n, n_classes, cells, n, b, c, sources.independent)

    def __add__(self, other: Self) -> Self:
        both = (
            np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("cells", "n_samples", "reference_only", "candidate_only")
        )
        cells, n, b, c = merge_cells(*both)
        return type(self)(self.n_sources, self.n_classes, cells, n, b, c, self.independent)

    def placed(self, place: NDArray[np.int64], n_sources: int) -> Self:
        """Return the same counts with source i called ``place[i]``, one of *n_sources*."""
        source, true_class = np.divmod(self.cells, self.n_classes)
        cells = place[source] * self.n_classes + true_class
        order = np.argsort(cells)
        return replace(
            self,
            n_sources=n_sources,
            cells=cells[order],
            n_samples=self.n_samples[order],
            reference_only=self.reference_only[order],
            candidate_only=self.candidate_only[order],
        )

    def of_class(self, index: int) -> PairedCounts:
        """Return the counts of the samples of one true class, by source."""
        source, true_class = np.divmod(self.cells, self.n_classes)
        here = true_class == index

        def by_source(values: NDArray[np.int64]) -> NDArray[np.int64]:
            return add_at(source[here], values[here], self.n_sources)

        return PairedCounts(
            by_source(self.n_samples),
            by_source(self.reference_only),
            by_source(self.candidate_only),
            self.independent,
        )
