"""What the accuracy's interval would be if windows were independent."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class IntervalComparison(Shown):
    """The honest interval of the accuracy beside the naive one."""

    scope: Scope
    naive: Estimate
    """Wilson's interval of n independent samples."""
    honest: Estimate
    """Wilson's interval of the samples that recordings are worth."""
    n_effective: float
    """Independent samples that would tell as much; nan for a single recording."""
    times_too_narrow: float
    """Width of the honest interval / width of the naive one; nan where one is unknown."""
    kind: Literal["interval_comparison"] = "interval_comparison"
