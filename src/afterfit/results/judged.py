"""Results of all splits → those that a report judges by."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from afterfit.records import SPLITS
from afterfit.results.estimate import Scope


class OfSplit(Protocol):
    """What was computed on one split."""

    @property
    def split(self) -> str:
        """Name of the split."""
        ...


class OfReference(Protocol):
    """What was computed of a reference and a candidate."""

    @property
    def reference(self) -> Scope:
        """What the reference was tested on."""
        ...


One = TypeVar("One", bound=OfSplit)
Compared = TypeVar("Compared", bound=OfReference)


def judged_split(variants: Sequence[OfSplit]) -> str:
    """Return the split to judge by: test where it was tested, else the nearest to it.

    Where no split has a usual name it is the last one.
    """
    tested = {one.split for one in variants}
    usual = next((split for split in reversed(SPLITS) if split in tested), None)
    return usual or (variants[-1].split if variants else "test")


def judged_of(variants: Sequence[One]) -> tuple[One, ...]:
    """Return the results of each variant on that split, the reference first."""
    split = judged_split(variants)
    return tuple(one for one in variants if one.split == split)


def judged_comparisons(
    variants: Sequence[OfSplit], comparisons: Iterable[Compared]
) -> tuple[Compared, ...]:
    """Return the comparisons on that split."""
    split = judged_split(variants)
    return tuple(one for one in comparisons if one.reference.split == split)
