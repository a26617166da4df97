"""Everything that was found out about a model that forecasts series."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray
from afterfit.results.error_comparison import ErrorComparison
from afterfit.results.error_files import FileErrors
from afterfit.results.error_slices import ErrorSlices
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.lookup import estimate_of, found_at
from afterfit.results.recommendation import Decision
from afterfit.results.sensitivity import LayerSensitivity
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class StepQuality:
    """One step of the horizon."""

    step: int
    """From 1."""
    metrics: tuple[Estimate, ...]
    """The same as of the whole variable."""
    quantiles: tuple[float, float, float, float, float]
    """5, 25, 50, 75 and 95 % points of the errors, predicted minus true."""

    def estimate(self, metric: str) -> Estimate:
        """Return the estimate of that name."""
        return estimate_of(self.metrics, metric)


@dataclass(frozen=True, slots=True)
class VariableQuality:
    """One variable, over all steps and at each."""

    name: str
    unit: str
    metrics: tuple[Estimate, ...]
    """RMSE first; skills and MASE are nan where there is no history, or none of a season."""
    steps: tuple[StepQuality, ...]
    echo: float
    """How much nearer the forecasts are to the last known value than to what came: 1 - mean
    absolute distance to the last value / mean absolute error; nan without history."""
    target_std: float
    """Standard deviation of the targets; 0 where they never change, nan without samples."""

    def estimate(self, metric: str) -> Estimate:
        """Return the estimate of that name over all steps."""
        return estimate_of(self.metrics, metric)


@dataclass(frozen=True, slots=True)
class ForecastQuality:
    """The metrics of one model on one split."""

    scope: Scope
    horizon: int
    season: int | None
    """Steps of a season; None where none was named."""
    n_with_history: int
    """Samples whose last value before the forecast is known: what the baselines rest on."""
    variables: tuple[VariableQuality, ...]
    overall: tuple[Estimate, ...]
    """The plain mean over the variables; nan for what carries a unit where the units differ."""
    notes: tuple[str, ...]
    """Why a baseline is missing, and where the history came from."""
    kind: Literal["forecast_quality"] = "forecast_quality"

    def estimate(self, metric: str) -> Estimate:
        """Return the overall estimate of that name."""
        return estimate_of(self.overall, metric)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnForecast:
    """One forecast on its signal."""

    variable: str
    unit: str
    rank: Literal["best", "median", "worst"]
    """By the mean absolute error of the variable."""
    source: str
    offset: int
    """Time step of the first forecast value."""
    history: FloatArray
    """Values before, the last one last; nan where not known; may be empty."""
    y_true: FloatArray
    y_pred: FloatArray
    mae: float


@dataclass(frozen=True, slots=True, eq=False)
class ForecastVariant:
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: ForecastQuality
    files: tuple[FileErrors, ...]
    """The worst first; empty where no recordings are known."""
    drawn: tuple[DrawnForecast, ...]
    """Best, median and worst of each variable."""


@dataclass(frozen=True, slots=True, eq=False)
class ForecastAnalysis(Shown):
    """The results of every variant and split, their comparison, and the findings."""

    variable_names: tuple[str, ...]
    units: tuple[str, ...]
    variants: tuple[ForecastVariant, ...]
    """One a variant and split, the reference variant first; splits: train, validation, test."""
    comparisons: tuple[ErrorComparison, ...]
    findings: tuple[Finding, ...]
    decision: Decision | None = None
    """Which variant to ship; None where there is only one, and no budget."""
    sensitivities: tuple[LayerSensitivity, ...] = ()
    """One a quantised variant that was run with layers in float, on the validation split."""
    slices: tuple[ErrorSlices, ...] = ()
    """Errors of one variable by slice, one a variant, split and variable, where columns to slice
    by were named or derived."""
    kind: Literal["forecast_analysis"] = "forecast_analysis"

    def of(self, variant: str, split: str) -> ForecastVariant | None:
        """Return the results of one variant on one split, None where it was not tested."""
        return found_at(self.variants, variant, split)
