"""Where a model fails: parts of the data, and the mistakes that gather in them."""

from dataclasses import dataclass
from math import nan
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class SlicedColumn:
    """One column, or a combination of some, whose values are slices."""

    name: str
    """Names of the columns, with commas between them."""
    n_slices: int
    """Slices that have rows."""
    n_pooled: int
    """Values, or combinations, that share a slice since each has few rows."""


@dataclass(frozen=True, slots=True)
class SliceRow:
    """One slice: the samples that have one value in a column."""

    column: str
    value: str
    n_samples: int
    n_sources: int
    """Recordings that have samples in it; samples where they have no recording."""
    n_wrong: int
    accuracy: Estimate
    balanced_accuracy: float
    """Mean recall over all classes; nan where the slice lacks one."""
    difference: Estimate
    """Accuracy minus that of all other samples; the interval lets a recording be in both."""
    p_value: float
    """Of no difference, corrected for the number of slices looked at; nan where untested."""
    share_of_errors: float
    """Errors in it / all errors; nan where there is no error."""
    gain: float
    """What the accuracy of all samples would gain if the slice were as good as the others; below
    0 where it is better than they are, nan where there are no others."""

    @property
    def is_worse(self) -> bool:
        """Whether it is surely worse than the other samples, by how little it be."""
        return self.p_value < 0.05 and self.difference.high < 0


@dataclass(frozen=True, slots=True)
class ErrorPattern:
    """One mistake in one slice."""

    column: str
    value: str
    true_class: str
    predicted_class: str
    n: int
    """Samples of the slice that were so mistaken."""
    support: int
    """Samples of the true class in the slice."""
    n_everywhere: int
    """Samples that were so mistaken anywhere."""
    rate: float
    """n / support."""
    rate_elsewhere: float
    """The same in all other samples."""
    lift: float
    """rate / the rate over all samples."""
    difference: Estimate
    """rate minus rate_elsewhere, with its interval."""
    p_value: float
    """Of no difference, corrected for the number of pairs of slice and mistake looked at."""


@dataclass(frozen=True, slots=True)
class Slices(Shown):
    """Accuracy and mistakes of one variant on one split, by slice."""

    scope: Scope
    accuracy: Estimate
    """Of all samples."""
    columns: tuple[SlicedColumn, ...]
    rows: tuple[SliceRow, ...]
    """By column, then by value."""
    n_tested: int
    """Slices with recordings enough, inside and outside, to be tested."""
    patterns: tuple[ErrorPattern, ...]
    """Mistakes that are surely more frequent in a slice, the one with most samples first."""
    n_patterns_tested: int
    """Pairs of a slice and a mistake that were tested."""
    kind: Literal["slices"] = "slices"


@dataclass(frozen=True, slots=True)
class SliceChange:
    """What a candidate changes in one slice."""

    column: str
    value: str
    n_samples: int
    n_sources: int
    reference_accuracy: float
    candidate_accuracy: float
    change: Estimate
    """Candidate minus reference on the samples of the slice."""
    change_elsewhere: Estimate
    """The same on all other samples."""
    p_value: float
    """Of the same change in both, corrected for the number of slices; nan where untested."""
    p_no_change: float = nan
    """Of no change in the slice, corrected likewise; nan where untested."""

    @property
    def is_better(self) -> bool:
        """Whether the candidate is surely better there, by how little it be."""
        return self.p_no_change < 0.05 and self.change.low > 0

    @property
    def is_worse(self) -> bool:
        """Whether the candidate is surely worse there, by how little it be."""
        return self.p_no_change < 0.05 and self.change.high < 0


@dataclass(frozen=True, slots=True)
class SliceChanges(Shown):
    """Candidate against reference on the same samples, by slice."""

    reference: Scope
    candidate: Scope
    rows: tuple[SliceChange, ...]
    """By column, then by value."""
    n_tested: int
    kind: Literal["slice_changes"] = "slice_changes"
