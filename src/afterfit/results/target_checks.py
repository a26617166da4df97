"""What can be told, before any training, of numbers that a model is to tell."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate


@dataclass(frozen=True, slots=True)
class TargetSpread:
    """How one target is distributed over the windows."""

    name: str
    mean: float
    """Over the training windows, as are the four that follow."""
    std: float
    lowest: float
    highest: float
    commonest_share: float
    """Share of the windows that have the most frequent value."""
    constant_in: tuple[str, ...]
    """Splits in which it has a single value."""
    outside_share: float
    """Share of later windows outside the range of training; nan where there are none."""


@dataclass(frozen=True, slots=True)
class TargetProbe:
    """How much of one target simple models tell, on recordings that they did not see."""

    name: str
    linear: Estimate
    """R² of a ridge regression; 0 is no better than the mean of the other recordings."""
    knn: Estimate
    """R² of the mean of the five nearest windows."""


@dataclass(frozen=True, slots=True)
class TargetImportance:
    """How much one feature says about one target."""

    feature: str
    target: str
    mutual_information: float
    """Bits, both cut into ten equally filled bins."""
    correlation: float
    """Pearson's, -1 to 1; nan where either is constant."""


@dataclass(frozen=True, slots=True)
class TargetDependence:
    """What simple models, judged on recordings that they did not see, make of the features."""

    n_samples: int
    """Windows of all splits."""
    n_used: int
    """Windows that the numbers rest on, evenly spaced in each recording."""
    n_sources: int
    n_features: int
    n_components: int
    """Principal components that the simple models use."""
    targets: tuple[TargetProbe, ...]
    importance: tuple[TargetImportance, ...]
    """Every feature for every target, the most telling first."""
    kind: Literal["target_dependence"] = "target_dependence"


@dataclass(frozen=True, slots=True)
class SeriesVariable:
    """One variable that is to be forecast."""

    name: str
    n_series: int
    """Recordings long enough to judge."""
    n_stationary: int
    """Those of which a unit root is rejected at 5 % (augmented Dickey-Fuller test)."""
    season: int | None
    """Rows after which it repeats itself most, the median recording; None where none does."""
    seasonal_strength: float
    """1 - variance of what is left over that of season and rest, 0 to 1; nan without a season."""
    skill: Estimate
    """1 - squared error of a linear forecast over that of the last value repeated."""


@dataclass(frozen=True, slots=True)
class SeriesChecks:
    """What the series are like, and what a linear model forecasts of them."""

    n_used: int
    """Windows that the skill rests on."""
    n_sources: int
    horizon: int
    """Rows that are forecast."""
    unseen: Literal["recordings", "splits"]
    """What the skill is measured on: other recordings, or later splits where there is one only."""
    variables: tuple[SeriesVariable, ...]
    kind: Literal["series_checks"] = "series_checks"


@dataclass(frozen=True, slots=True)
class NoTargetChecks:
    """Why nothing can be said of what to expect."""

    reason: str
    kind: Literal["no_target_checks"] = "no_target_checks"
