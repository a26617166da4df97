"""Forecasts, from files or arrays → their whole analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from afterfit.analyses.forecast import analyze_forecast_variant, compare_forecasts
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_forecast
from afterfit.pipeline.analyze import in_report_order
from afterfit.pipeline.budget import usual_budget
from afterfit.pipeline.error_slicing import slice_forecasts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.in_memory import ShownAnalysis, arranged, pairs_with_first
from afterfit.pipeline.numbers import check_same_names, numbers_facts
from afterfit.pipeline.repeated_files import repeated_notes
from afterfit.pipeline.shipping import Shipping, decide_on
from afterfit.pipeline.slice_codes import with_columns
from afterfit.readers import ReadOptions, read_sliced_forecasts
from afterfit.records import Forecasts
from afterfit.report import About, outline_forecast, write_forecast_files, write_html
from afterfit.results import ErrorSlices, ForecastAnalysis, to_json


def analyze_forecasts(
    forecasts: Sequence[Forecasts],
    shipping: Shipping | None = None,
    slices: Sequence[ErrorSlices] = (),
) -> ForecastAnalysis:
    """Return the results of all *forecasts*, their comparison, and the findings.

    The first variant is the reference; *shipping* holds costs and budget to choose one by, and
    *slices* the errors in parts of the data (`afterfit.pipeline.error_slicing`).

    Raises
    ------
    InputError
        When there are none, they are of different variables, or two variants did not forecast
        the same samples.
    """
    check_same_names(forecasts, [one.variable_names for one in forecasts])
    ordered = in_report_order(forecasts, [one.variant for one in forecasts])
    analysis = ForecastAnalysis(
        variable_names=ordered[0].variable_names,
        units=ordered[0].units,
        variants=tuple(map(analyze_forecast_variant, ordered)),
        comparisons=tuple(compare_forecasts(*pair) for pair in pairs_with_first(ordered)),
        findings=(),
        slices=tuple(in_report_order(slices, [one.variant for one in ordered])),
    )
    decision = decide_on(analysis, shipping or Shipping(usual_budget("forecasting")))
    return replace(analysis, findings=diagnose_forecast(analysis), decision=decision)


def analyze_forecast_files(
    paths: Sequence[str | Path],
    options: ReadOptions,
    folder: RunFolder,
    shipping: Shipping | None = None,
    slices: Sequence[str] = (),
) -> ForecastAnalysis:
    """Analyse files of forecasts; write results, facts and Tensorlab's files."""
    read = read_sliced_forecasts(paths, options, slices)
    analysis = analyze_forecasts(read.rows, shipping, slice_forecasts(read))
    write_forecast_analysis(paths, read.rows, analysis, repeated_notes(paths), folder)
    return analysis


def write_forecast_analysis(
    paths: Sequence[str | Path],
    forecasts: Sequence[Forecasts],
    analysis: ForecastAnalysis,
    notes: Sequence[str],
    folder: RunFolder,
) -> None:
    """Write results, what was read from *paths*, and Tensorlab's files of the last variant."""
    write_text(folder.analysis, to_json(analysis) + "\n")
    numbers_facts(paths, forecasts, ("Variables", analysis.variable_names), notes, folder)
    of = {(one.variant, one.split): one for one in forecasts}
    found = analysis.variants[-1]
    write_forecast_files(folder.forecasts, of[found.variant, found.split], found)


@dataclass(frozen=True, slots=True, eq=False)
class AnalyzedForecast(ShownAnalysis[ForecastAnalysis]):
    """An analysis that shows itself in a notebook and can be written to a page."""

    analysis: ForecastAnalysis
    title: str

    def page(self) -> str:
        """Return the report as one HTML page."""
        return write_html(outline_forecast(self.analysis, About(self.title)))


def analyze_forecast(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    history: ArrayLike | None = None,
    season: int | None = None,
    variables: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    source: Sequence[str] | None = None,
    variant: str = "model",
    split: str = "test",
    slices: Mapping[str, Sequence[object]] | None = None,
) -> AnalyzedForecast:
    """Return the analysis of forecasts that are in memory.

    Parameters
    ----------
    y_true, y_pred : array of shape (n_samples, horizon) or (n_samples, horizon, n_variables)
        What came, and what the model said.
    history : array of shape (n_samples, length) or (n_samples, length, n_variables), optional
        What came before, the last value last; without it, it is read off forecasts that overlap.
    season : int, optional
        Steps after which the series repeats itself.
    variables, units : sequence of str, optional
        Name and unit of each variable.
    source : sequence of str, optional
        The series each sample was cut from; without it, all are of one series, in order.
    variant, split : str
        What the report calls them.
    slices : mapping of str to sequence, optional
        Columns to look for weak parts of the data in: name to one value a forecast.

    Raises
    ------
    InputError
        When shapes do not fit, or numbers are missing.

    Examples
    --------
    >>> found = analyze_forecast([[2.0, 3.0]], [[2.0, 2.0]], history=[[0.0, 1.0]])
    >>> found.analysis.variants[0].quality.estimate("skill_persistence").value
    0.8
    """
    true, said = _cube(y_true, "y_true", "horizon"), _cube(y_pred, "y_pred", "horizon")
    if true.shape != said.shape:
        raise InputError(
            f"y_pred must have the shape of y_true, {np.shape(y_true)}, got {np.shape(y_pred)}"
        )
    v = true.shape[2]
    names = tuple(variables or (["value"] if v == 1 else [f"variable {i + 1}" for i in range(v)]))
    rows = Forecasts(
        variable_names=names,
        units=tuple(units or [""] * len(names)),
        y_true=true,
        y_pred=said,
        history=None if history is None else _cube(history, "history", "length"),
        season=season,
        variant=variant,
        split=split,
        **arranged(source, len(true)),
    )
    sliced = slice_forecasts(with_columns(rows, len(rows), slices))
    return AnalyzedForecast(analyze_forecasts([rows], slices=sliced), f"{variant} on {split}")


def _cube(values: ArrayLike, name: str, side: str) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim not in (2, 3):
        raise InputError(
            f"{name} must have shape (n_samples, {side}) or (n_samples, {side}, n_variables), "
            f"got {array.shape}"
        )
    return array[:, :, None] if array.ndim == 2 else array
