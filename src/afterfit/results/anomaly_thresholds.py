"""Thresholds mean + k · std of normal training scores, and the k that is recommended."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from afterfit.results.estimate import Scope
from afterfit.results.operating_points import BinaryCounts
from afterfit.results.policies import Policy
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ScoreStatistics:
    """Size, mean and spread of some scores."""

    n: int
    mean: float
    """nan without scores."""
    std: float
    """Standard deviation with n - 1; nan with fewer than two scores."""

    def threshold(self, k: float) -> float:
        """Return mean + k · std."""
        return self.mean + k * self.std


@dataclass(frozen=True, slots=True)
class KRow:
    """What one threshold finds; a sample is called an anomaly where its score is above it."""

    k: float
    threshold: float
    counts: BinaryCounts


@dataclass(frozen=True, slots=True)
class KTable(Shown):
    """What the thresholds k = 0, 0.5 … 4.5 find on one split."""

    scope: Scope
    train: ScoreStatistics
    """Of the normal training samples, from which all thresholds come."""
    rows: tuple[KRow, ...]
    """By rising k."""
    kind: Literal["k_table"] = "k_table"


@dataclass(frozen=True, slots=True)
class NoKTable(Shown):
    """There are no thresholds, or nothing to count at them."""

    scope: Scope
    reason: str
    kind: Literal["no_k_table"] = "no_k_table"


@dataclass(frozen=True, slots=True)
class ChosenK(Shown):
    """The recommended threshold of one variant; the test split had no say in it."""

    variant: str
    chosen_on: Scope
    policy: Annotated[Policy, Field(discriminator="kind")]
    """What it was chosen for."""
    why: str
    """One sentence on how it was chosen."""
    k: float
    threshold: float
    train: ScoreStatistics
    """Of the normal training samples."""
    kind: Literal["chosen_k"] = "chosen_k"


@dataclass(frozen=True, slots=True)
class NoChosenK(Shown):
    """No k can be recommended for one variant."""

    variant: str
    reason: str
    kind: Literal["no_chosen_k"] = "no_chosen_k"
