"""Frames of models that predict numbers or series."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from afterfit.results import ForecastAnalysis, RegressionAnalysis
from afterfit.views.frames.make import ESTIMATE, SCOPE, estimate_cells, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_regression_analysis(analysis: RegressionAnalysis) -> "pl.DataFrame":
    """Return one row a variant, split, output and metric; output is null where it is of all."""
    return make_frame({**SCOPE, "output": str, **ESTIMATE}, _regression_rows(analysis))


def _regression_rows(analysis: RegressionAnalysis) -> Iterator[tuple[Any, ...]]:
    for quality in (one.quality for one in analysis.variants):
        start = place(quality.scope)
        for estimate in quality.overall:
            yield *start, None, *estimate_cells(estimate)
        for output in quality.outputs:
            for estimate in output.metrics:
                yield *start, output.name, *estimate_cells(estimate)


def frame_forecast_analysis(analysis: ForecastAnalysis) -> "pl.DataFrame":
    """Return one row a variant, split, variable, step and metric.

    step is null where it is of the whole horizon, variable where it is of all of them.
    """
    columns = {**SCOPE, "variable": str, "step": int, **ESTIMATE}
    return make_frame(columns, _forecast_rows(analysis))


def _forecast_rows(analysis: ForecastAnalysis) -> Iterator[tuple[Any, ...]]:
    for quality in (one.quality for one in analysis.variants):
        start = place(quality.scope)
        for estimate in quality.overall:
            yield *start, None, None, *estimate_cells(estimate)
        for one in quality.variables:
            for estimate in one.metrics:
                yield *start, one.name, None, *estimate_cells(estimate)
            for step in one.steps:
                for estimate in step.metrics:
                    yield *start, one.name, step.step, *estimate_cells(estimate)
