"""Windows that occur more than once."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where one window was cut from."""

    split: str
    source: str
    """Path of the recording, relative to the data set."""
    offset: int
    """Row of the recording where the window starts."""
    class_name: str


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Places whose windows hold the same values to the last bit."""

    places: tuple[WindowPlace, ...]
    """At least two, by split in the order given, then as the windows were."""
    constant: bool
    """Whether every channel holds a single value, as silence or a dead sensor does."""


@dataclass(frozen=True, slots=True)
class SplitOverlap:
    """Windows of one split that are in another split too."""

    split: str
    other: str
    n_shared: int
    """Windows of ``split`` whose values occur in ``other``."""
    n_samples: int
    """All windows of ``split``."""


@dataclass(frozen=True, slots=True)
class DuplicateWindows(Shown):
    """Equal windows within and across splits; across splits they make the test too easy."""

    splits: tuple[str, ...]
    n_samples: tuple[int, ...]
    """Windows of each split, same order."""
    n_repeated_within: tuple[int, ...]
    """Windows of each split beyond the first of their kind in it, same order."""
    overlaps: tuple[SplitOverlap, ...]
    """Each split against each other, both ways; zeros included."""
    groups: tuple[DuplicateGroup, ...]
    """The kept groups: those across splits first, then the larger ones."""
    n_groups: int
    """All groups, kept or not."""
    n_conflicting: int
    """Groups whose windows have different labels, kept or not."""
    max_groups: int | None
    """Most groups kept; None when all were."""
    kind: Literal["duplicate_windows"] = "duplicate_windows"
