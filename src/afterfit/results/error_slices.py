"""Where a model that predicts numbers fails: the size of its errors in parts of the data."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown
from afterfit.results.slices import SlicedColumn


@dataclass(frozen=True, slots=True)
class ErrorSliceRow:
    """One slice: the samples that have one value in a column."""

    column: str
    value: str
    n_samples: int
    n_sources: int
    """Recordings that have samples in it; samples where they have no recording."""
    mae: Estimate
    """Mean absolute error."""
    bias: Estimate
    """Mean error: above 0 the model says too much there."""
    difference: Estimate
    """Mean absolute error minus that of all other samples; the interval lets a recording be in
    both."""
    p_value: float
    """Of no difference, corrected for the number of slices looked at; nan where untested."""
    share_of_error: float
    """Sum of the absolute errors in it / that of all samples; nan where there is no error."""
    gain: float
    """What the mean absolute error of all samples would fall by if the slice were as good as the
    others; below 0 where it is better than they are, nan where there are no others."""

    @property
    def is_worse(self) -> bool:
        """Whether its errors are surely larger than the others, by how little it be."""
        return self.p_value < 0.05 and self.difference.low > 0


@dataclass(frozen=True, slots=True)
class ErrorSlices(Shown):
    """Errors of one output of one variant on one split, by slice."""

    scope: Scope
    output: str
    unit: str
    """Empty where it is not known."""
    mae: Estimate
    """Of all samples."""
    columns: tuple[SlicedColumn, ...]
    rows: tuple[ErrorSliceRow, ...]
    """By column, then by value."""
    n_tested: int
    """Slices with recordings enough, inside and outside, to be tested; p-values are corrected for
    those of all outputs."""
    kind: Literal["error_slices"] = "error_slices"

    @property
    def variant(self) -> str:
        """Which form of the model."""
        return self.scope.variant

    @property
    def split(self) -> str:
        """Which part of the data."""
        return self.scope.split
