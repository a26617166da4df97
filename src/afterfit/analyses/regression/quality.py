"""How good predicted numbers are, each output and all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import (
    ErrorEstimator,
    by_output,
    overall_estimates,
    sizes_estimates,
)
from afterfit.metrics import SKILLS
from afterfit.records import RegressionPredictions
from afterfit.results import Estimate, OutputQuality, RegressionQuality, Scope
from afterfit.statistics import ErrorSums, ErrorUnits


@dataclass(frozen=True, slots=True, eq=False)
class MeanBaseline:
    """What a model without inputs would say: the mean target of one split."""

    split: str
    means: NDArray[np.float64]
    """Shape (n_targets,)."""

    @classmethod
    def of(cls, rows: RegressionPredictions) -> "MeanBaseline":
        """Return the means of the targets of *rows*."""
        return cls(
            rows.split, rows.y_true.mean(axis=0) if len(rows) else np.zeros(rows.y_true.shape[1])
        )


def scope_of_rows(rows: RegressionPredictions, units: ErrorUnits) -> Scope:
    """Return what a result of *rows* was computed on."""
    return Scope(rows.variant, rows.split, len(rows), units.n_sources)


def measure_regression(
    rows: RegressionPredictions, units: ErrorUnits, baseline: MeanBaseline
) -> RegressionQuality:
    """Return every metric of *rows* with its 95 % interval, and the skill against *baseline*."""
    sums = ErrorSums.of(rows.y_true, rows.y_pred, units.unit, units.n_units)
    estimator = ErrorEstimator.of(sums, units, len(rows))
    of_sizes = sizes_estimates(estimator, np.abs(rows.errors), rows.y_true)
    table = {
        **{name: estimator.each(name) for name in ("rmse", "mae", "r2", "bias")},
        **of_sizes,
        **{
            name: estimator.each(name) for name in ("mse", "explained_variance", "pearson", "smape")
        },
        "skill_mean": _skill(rows, units, baseline, estimator),
    }
    return RegressionQuality(
        scope=scope_of_rows(rows, units),
        outputs=tuple(
            _output(rows, index, metrics) for index, metrics in enumerate(by_output(table))
        ),
        overall=overall_estimates(table, estimator.mean, rows.units, len(rows)),
        baseline_split=baseline.split,
    )


def _skill(
    rows: RegressionPredictions,
    units: ErrorUnits,
    baseline: MeanBaseline,
    estimator: ErrorEstimator,
) -> list[Estimate]:
    said = np.broadcast_to(baseline.means, rows.y_true.shape)
    naive = ErrorSums.of(rows.y_true, said, units.unit, units.n_units)
    skill = SKILLS["skill_mean"].function
    return estimator.estimates(
        "skill_mean",
        skill((estimator.total, naive.total())),
        skill((estimator.replicates, naive.resampled(units.weights))),
    )


def _output(
    rows: RegressionPredictions, index: int, metrics: tuple[Estimate, ...]
) -> OutputQuality:
    targets = rows.y_true[:, index]
    known = len(targets) > 0
    constant = known and float(np.ptp(targets)) == 0
    return OutputQuality(
        name=rows.target_names[index],
        unit=rows.units[index],
        metrics=metrics,
        target_low=float(targets.min()) if known else float("nan"),
        target_high=float(targets.max()) if known else float("nan"),
        target_std=0.0 if constant else float(targets.std()) if known else float("nan"),
    )
