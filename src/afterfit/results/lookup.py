"""What results are found by: their metric, or their variant and split."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from afterfit.results.estimate import Estimate


class OfPlace(Protocol):
    """What was computed of one variant on one split."""

    @property
    def variant(self) -> str:
        """Name of the variant."""
        ...

    @property
    def split(self) -> str:
        """Name of the split."""
        ...


One = TypeVar("One", bound=OfPlace)


def found_at(results: Iterable[One], variant: str, split: str) -> One | None:
    """Return the results of one variant on one split, None where it was not tested."""
    return next((one for one in results if (one.variant, one.split) == (variant, split)), None)


def estimate_of(estimates: Iterable[Estimate], metric: str) -> Estimate:
    """Return the estimate of that name; there has to be one."""
    return next(estimate for estimate in estimates if estimate.metric == metric)
