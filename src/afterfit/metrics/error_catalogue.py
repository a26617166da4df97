"""Metrics of predicted numbers, declared once."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from afterfit.metrics.from_counts import Values
from afterfit.metrics.from_errors import (
    SizesAndTargets,
    explained_variance,
    max_error,
    mean_absolute_error,
    mean_error,
    mean_percentage_error,
    mean_squared_error,
    median_absolute_error,
    pearson_correlation,
    r_squared,
    rmse_change,
    root_mean_squared_error,
    scaled_error,
    skill,
    symmetric_percentage_error,
)
from afterfit.metrics.metric import Metric
from afterfit.statistics.error_sums import ErrorSums

_POSITIVE = (0.0, math.inf)
_ANY = (-math.inf, math.inf)
_UP_TO_1 = (-math.inf, 1.0)
_GAUSS = "Gauss (1823), Theoria combinationis observationum, §6"
_WILLMOTT = "Willmott & Matsuura (2005), Climate Research 30(1), 79-82"
_NASH = "Nash & Sutcliffe (1970), Journal of Hydrology 10(3), 282-290"
_HYNDMAN = "Hyndman & Koehler (2006), International Journal of Forecasting 22(4), 679-688"
_MAKRIDAKIS = "Makridakis (1993), International Journal of Forecasting 9(4), 527-529"
_MURPHY = "Murphy (1988), Monthly Weather Review 116(12), 2417-2424"
_PEARSON = "Pearson (1895), Proceedings of the Royal Society of London 58, 240-242"

Unit = Literal["target", "target²", "percent", "relative", ""]


def _error(
    name: str, title: str, function: Callable[[ErrorSums], Any], source: str, unit: Unit
) -> Metric[ErrorSums]:
    return Metric(name, title, function, "lower", _POSITIVE, source, unit)


SUM_METRICS: Mapping[str, Metric[ErrorSums]] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            _error("mse", "Mean squared error", mean_squared_error, _GAUSS, "target²"),
            _error("rmse", "RMSE", root_mean_squared_error, _GAUSS, "target"),
            _error("mae", "MAE", mean_absolute_error, _WILLMOTT, "target"),
            Metric("r2", "R²", r_squared, "higher", _UP_TO_1, _NASH, unit=""),
            Metric(
                "explained_variance",
                "Explained variance",
                explained_variance,
                "higher",
                _UP_TO_1,
                _NASH,
                unit="",
            ),
            Metric("bias", "Bias", mean_error, "lower", _ANY, _GAUSS, unit="target"),
            Metric(
                "pearson",
                "Pearson correlation",
                pearson_correlation,
                "higher",
                (-1.0, 1.0),
                _PEARSON,
                unit="",
            ),
            Metric(
                "smape",
                "SMAPE",
                symmetric_percentage_error,
                "lower",
                (0.0, 200.0),
                _MAKRIDAKIS,
                unit="percent",
            ),
        )
    }
)
"""Metrics of `ErrorSums`, one value an output."""

SIZE_METRICS: Mapping[str, Metric[Values]] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            Metric(
                "median_absolute_error",
                "Median absolute error",
                median_absolute_error,
                "lower",
                _POSITIVE,
                _HYNDMAN,
                unit="target",
            ),
            Metric(
                "max_error",
                "Largest error",
                max_error,
                "lower",
                _POSITIVE,
                _HYNDMAN,
                unit="target",
            ),
        )
    }
)
"""Metrics of absolute errors, (n_samples, n_outputs)."""

MAPE: Metric[SizesAndTargets] = Metric(
    "mape", "MAPE", mean_percentage_error, "lower", _POSITIVE, _HYNDMAN, unit="percent"
)
"""Metric of absolute errors with their targets."""

SKILLS: Mapping[str, Metric[tuple[ErrorSums, ErrorSums]]] = MappingProxyType(
    {
        name: Metric(name, title, skill, "higher", _UP_TO_1, _MURPHY, unit="")
        for name, title in (
            ("skill_mean", "Skill, mean"),
            ("skill_persistence", "Skill, persistence"),
            ("skill_seasonal", "Skill, season before"),
        )
    }
)
"""Metrics of the sums of a model and of a baseline on the same samples."""

MASE: Metric[tuple[ErrorSums, Values]] = Metric(
    "mase", "MASE", scaled_error, "lower", _POSITIVE, _HYNDMAN, unit=""
)
"""Metric of sums, and the mean absolute step of the history of each output."""

RMSE_CHANGE: Metric[tuple[ErrorSums, ErrorSums]] = Metric(
    "rmse_change",
    "Change of the RMSE",
    rmse_change,
    "lower",
    (-1.0, math.inf),
    _GAUSS,
    unit="relative",
)
"""Metric of the sums of reference and candidate on the same samples."""

ERROR_METRICS: Mapping[str, Metric[Any]] = MappingProxyType(
    {
        **SUM_METRICS,
        **SIZE_METRICS,
        MAPE.name: MAPE,
        **SKILLS,
        MASE.name: MASE,
        RMSE_CHANGE.name: RMSE_CHANGE,
    }
)
"""Every metric of predicted numbers, by name."""
