"""Forecasts: the next values of some variables."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import PairedMetric
from afterfit.analyses.forecast import paired_skill
from afterfit.datasets import window_attributes
from afterfit.files import write_text
from afterfit.pipeline.context import Context
from afterfit.pipeline.error_slicing import read_attributed_forecasts, slice_forecasts
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.pipeline.run_shipping import shipping_of_run
from afterfit.pipeline.tasks.common import (
    sensitivities_of,
    shipped_variant,
    target_lessons,
    told_targets,
    train_network_quantized,
    train_on_targets,
    write_records,
    written_records,
)
from afterfit.readers import write_forecasts
from afterfit.records import Forecasts, TargetWindows
from afterfit.report import write_forecast_files
from afterfit.results import to_json


class Forecasting:
    """The values of the steps after a window."""

    def train(self, context: Context) -> Iterable[Path]:
        """Train a network that tells the standardised values of all steps, the first step first."""
        train = context.target_data.splits["train"]
        steps = range(1, train.horizon + 1)
        names = tuple(f"{name} +{step}" for step in steps for name in train.target_names)
        return train_on_targets(context, "forecasting", names)

    def train_quantized(self, context: Context) -> None:
        """Go on with the rounding in place, by Huber's loss."""
        train_network_quantized(context, "forecasting", target_lessons(context))

    def record(
        self, context: Context, split: str, outputs: NDArray[np.float64], variant: str
    ) -> Forecasts:
        """Return the forecasts of a variant, in units."""
        windows, told = told_targets(context, split, outputs)
        n_rows = context.chain.n_steps * context.chain.decimation
        return forecasts_of(windows, told, variant, n_rows, context.config.testing.season)

    def predict(self, context: Context) -> Iterator[Path]:
        """Write the forecasts of each variant and split, and what to slice them by."""
        attributes = window_attributes(context.target_data.splits)

        def write(forecasts: Forecasts, path: Path) -> None:
            write_forecasts(forecasts, path, attributes[forecasts.split])

        return write_records(context, self.record, write)

    def compare(self, reference: Forecasts, candidate: Forecasts) -> PairedMetric:
        """Return the skill against persistence of both and its change."""
        return paired_skill(reference, candidate)

    def true_values(self, context: Context) -> NDArray[Any]:
        """Return what came after the test windows, shape (n_samples, horizon, n_variables)."""
        return context.target_data.splits["test"].targets

    def analyze(self, context: Context) -> Iterable[Path]:
        """Analyse all records; write results and Tensorlab's files of forecasts."""
        read = read_attributed_forecasts(written_records(context))
        records = read.rows
        analysis = analyze_forecasts(records, shipping_of_run(context), slice_forecasts(read))
        analysis = replace(analysis, sensitivities=sensitivities_of(context))
        if not context.config.testing.comparison_wanted:
            analysis = replace(analysis, comparisons=())
        folder, shipped = context.folder, (shipped_variant(context), "test")
        write_text(folder.analysis, to_json(analysis) + "\n")
        rows = next(one for one in records if (one.variant, one.split) == shipped)
        found = next(
            one
            for one in analysis.variants
            if (one.quality.scope.variant, one.quality.scope.split) == shipped
        )
        return [folder.analysis, *write_forecast_files(folder.forecasts, rows, found)]


def forecasts_of(
    windows: TargetWindows,
    told: NDArray[np.float64],
    variant: str,
    n_rows: int,
    season: int | None,
) -> Forecasts:
    """Return the record of what a variant *told* of windows, each *n_rows* of its recording."""
    return Forecasts(
        variable_names=windows.target_names,
        units=("",) * len(windows.target_names),
        y_true=windows.targets,
        y_pred=told,
        history=windows.history,
        season=season,
        source=windows.source,
        source_names=windows.source_names,
        offset=windows.offset + n_rows,
        variant=variant,
        split=windows.split,
    )
