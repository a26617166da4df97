"""What samples of each slice were taken for, by recording."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import SlicedPredictions, Slicing
from afterfit.statistics.cells import add_at, count_codes, merge_two
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_numbers import number_sources
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.vocabulary import places, united


@dataclass(frozen=True, eq=False)  # without slots, so that what many analyses ask is kept
class SliceCounts:
    """One confusion matrix for each source and slice, as a list of the cells that are not 0."""

    slicing: Slicing
    n_classes: int
    cells: NDArray[np.int64]
    """((source · n_slices + slice) · n_classes + true class) · n_classes + predicted class,
    rising, shape (n_cells,)."""
    counts: NDArray[np.int64]
    """Samples of each cell, at least 1, shape (n_cells,)."""

    def __add__(self, other: Self) -> Self:
        cells, counts = merge_two((self.cells, self.counts), (other.cells, other.counts))
        return replace(self, cells=cells, counts=counts)

    @cached_property
    def source(self) -> NDArray[np.int64]:
        """Source of each cell, shape (n_cells,)."""
        return self.cells // (self.slicing.n_slices * self.n_classes**2)

    @cached_property
    def slice(self) -> NDArray[np.int64]:
        """Slice of each cell, shape (n_cells,)."""
        return self.cells // self.n_classes**2 % self.slicing.n_slices

    @cached_property
    def true_class(self) -> NDArray[np.int64]:
        """True class of each cell, shape (n_cells,)."""
        return self.cells // self.n_classes % self.n_classes

    @cached_property
    def predicted_class(self) -> NDArray[np.int64]:
        """Predicted class of each cell, shape (n_cells,)."""
        return self.cells % self.n_classes

    def sizes(self) -> NDArray[np.int64]:
        """Return the samples of each slice, shape (n_slices,)."""
        return add_at(self.slice, self.counts, self.slicing.n_slices)

    def of_slice(self, code: int, n_sources: int) -> SourceConfusion:
        """Return the confusion matrices of one slice."""
        here, k = self.slice == code, self.n_classes
        pair = self.cells[here] % k**2
        return SourceConfusion(n_sources, k, self.source[here] * k**2 + pair, self.counts[here])

    def placed(self, place: NDArray[np.int64]) -> Self:
        """Return the same counts with source i called ``place[i]``; the order of sources stays."""
        shift = (place - np.arange(len(place))) * (self.slicing.n_slices * self.n_classes**2)
        return replace(self, cells=self.cells + shift[self.source])


@dataclass(frozen=True, slots=True, eq=False)
class SliceTally:
    """Slices of one variant on one split, of each slicing; tallies of batches add."""

    class_names: tuple[str, ...]
    variant: str
    split: str
    source_names: tuple[str, ...]
    """Sources that occur, in the order of their names; empty where samples have none."""
    n_sources: int
    """Sources, or groups that stand in for them."""
    independent: bool
    """True where samples have no recording, and were dealt to groups."""
    n_samples: int
    slicings: tuple[SliceCounts, ...]

    def __add__(self, other: Self) -> Self:
        if not self.n_samples or not other.n_samples:
            return self if self.n_samples else other
        if self.independent != other.independent:
            raise InputError(
                f"some rows of {self.variant} on {self.split} name the source they came from and "
                "others do not; give all rows a source, or none"
            )
        names = united(self.source_names, other.source_names)
        one, more = self._placed(names), other._placed(names)
        pairs = zip(one.slicings, more.slicings, strict=True)
        return replace(
            one,
            n_samples=self.n_samples + other.n_samples,
            slicings=tuple(counts + others for counts, others in pairs),
        )

    def _placed(self, names: tuple[str, ...]) -> Self:
        if names == self.source_names:
            return self
        place = places(self.source_names, names)
        slicings = tuple(counts.placed(place) for counts in self.slicings)
        return replace(self, source_names=names, n_sources=len(names), slicings=slicings)


def tally_slices(
    batch: SlicedPredictions, settings: TallySettings | None = None, first_row: int = 0
) -> SliceTally:
    """Return what the samples of each slice of one batch were taken for.

    Parameters
    ----------
    batch : SlicedPredictions
        Rows of one model on one split.
    settings, first_row
        As jobs give them; slices need neither.
    """
    predictions = batch.predictions
    sources, k = number_sources(predictions), len(predictions.class_names)
    pair = predictions.y_true * k + predictions.y_pred

    def counted(slicing: Slicing, codes: NDArray[np.int64]) -> SliceCounts:
        cells = (sources.index * slicing.n_slices + codes) * k**2 + pair
        n_cells = sources.n * slicing.n_slices * k**2
        return SliceCounts(slicing, k, *count_codes(cells, n_cells))

    pairs = zip(batch.slicings, batch.codes, strict=True)
    return SliceTally(
        class_names=predictions.class_names,
        variant=batch.variant,
        split=batch.split,
        source_names=sources.names,
        n_sources=sources.n,
        independent=sources.independent,
        n_samples=len(predictions),
        slicings=tuple(counted(slicing, codes) for slicing, codes in pairs),
    )
