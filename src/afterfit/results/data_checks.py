"""What can be wrong with a data set before anything is trained on it."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.finding import Finding
from afterfit.results.separability import ClassSeparability, NoSeparability
from afterfit.results.shown import Shown
from afterfit.results.target_checks import (
    NoTargetChecks,
    SeriesChecks,
    TargetDependence,
    TargetSpread,
)

DRIFT_LEVEL = 0.005
"""Highest p-value at which splits count as different: one healthy data set in two hundred."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One recording."""

    source: str
    class_name: str
    splits: tuple[str, ...]
    """Splits that have windows of it."""
    n_rows: int
    n_windows: int
    n_missing: int
    """Cells that hold no finite number."""
    period: float
    """Median step of its time column; nan without one."""
    distance: float
    """How far its windows are from the middle of its class, over the median recording's; nan
    where the class has too few recordings."""
    outlier_score: float
    """Robust z-score of the logarithm of ``distance`` among the recordings; nan as above."""


@dataclass(frozen=True, slots=True)
class ChannelFault:
    """A channel of a recording that carries no signal, or not all of it."""

    source: str
    channel: str
    fault: Literal["constant", "clipped"]
    share: float
    """Share of the rows at the extreme value."""
    value: float


@dataclass(frozen=True, slots=True)
class SharedData:
    """Data that stands in two splits."""

    split: str
    other: str
    source: str
    other_source: str
    how: Literal["copy", "overlap", "equal windows", "same recording"]
    """A file with the same values; windows that share rows; windows of the same values;
    different rows of one recording."""
    n_windows: int
    """Windows of ``split`` that are concerned."""


@dataclass(frozen=True, slots=True)
class FeatureDrift:
    """How differently one number of the windows is distributed in a split and in training."""

    split: str
    feature: str
    ks: float
    """Largest distance of the cumulative distributions over 20 bins, 0 to 1."""
    psi: float
    """Population stability index over the same bins."""
    p_value: float
    """Chance of such a distance anywhere if recordings were dealt to the splits at random:
    recordings are permuted within their class, the highest distance of all is compared."""


@dataclass(frozen=True, slots=True)
class NoDrift:
    """Why drift could not be judged."""

    reason: str


@dataclass(frozen=True, slots=True)
class DataChecks(Shown):
    """Everything that was looked for in a data set, and the findings."""

    class_names: tuple[str, ...]
    splits: tuple[str, ...]
    n_files: tuple[tuple[int, ...], ...]
    """Recordings with windows: row = class, column = split."""
    n_windows: tuple[tuple[int, ...], ...]
    """Windows: row = class, column = split."""
    files: tuple[FileCheck, ...]
    faults: tuple[ChannelFault, ...]
    shared: tuple[SharedData, ...]
    drift: tuple[FeatureDrift, ...] | NoDrift
    """Every described feature of every later split; the largest distance first."""
    separability: ClassSeparability | NoSeparability
    findings: tuple[Finding, ...] = ()
    task: Literal["classification", "regression", "forecasting", "anomaly"] = "classification"
    targets: tuple[TargetSpread, ...] = ()
    """Targets of a regression or a forecast."""
    expected: TargetDependence | SeriesChecks | NoTargetChecks | None = None
    """What simple models tell of the targets; None for tasks with classes."""
    kind: Literal["data_checks"] = "data_checks"
