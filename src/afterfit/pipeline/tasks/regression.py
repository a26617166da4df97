"""Regression of windows: one number or several of each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import PairedMetric
from afterfit.analyses.regression import paired_r2
from afterfit.datasets import window_attributes
from afterfit.files import write_text
from afterfit.pipeline.context import Context
from afterfit.pipeline.error_slicing import read_attributed, slice_errors
from afterfit.pipeline.regression import analyze_regressions
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
from afterfit.readers import write_regression
from afterfit.records import RegressionPredictions, TargetWindows
from afterfit.report import write_regression_files
from afterfit.results import to_json


class Regression:
    """The targets of a window, averaged over it."""

    def train(self, context: Context) -> Iterable[Path]:
        """Train a network that tells the standardised targets."""
        names = context.target_data.splits["train"].target_names
        return train_on_targets(context, "regression", names)

    def train_quantized(self, context: Context) -> None:
        """Go on with the rounding in place, by the squared error."""
        train_network_quantized(context, "regression", target_lessons(context))

    def record(
        self, context: Context, split: str, outputs: NDArray[np.float64], variant: str
    ) -> RegressionPredictions:
        """Return the numbers that a variant tells, in units."""
        windows, told = told_targets(context, split, outputs)
        return regression_of(windows, told, variant)

    def predict(self, context: Context) -> Iterator[Path]:
        """Write the predicted numbers of each variant and split, and what to slice them by."""
        attributes = window_attributes(context.target_data.splits)

        def write(predictions: RegressionPredictions, path: Path) -> None:
            write_regression(predictions, path, attributes[predictions.split])

        return write_records(context, self.record, write)

    def compare(
        self, reference: RegressionPredictions, candidate: RegressionPredictions
    ) -> PairedMetric:
        """Return R² of both and its change."""
        return paired_r2(reference, candidate)

    def true_values(self, context: Context) -> NDArray[Any]:
        """Return the targets of the test windows, shape (n_samples, n_targets)."""
        return context.target_data.splits["test"].targets[:, 0]

    def analyze(self, context: Context) -> Iterable[Path]:
        """Analyse all records; write results and the files of §8.6.12."""
        read = read_attributed(written_records(context))
        records = read.rows
        analysis = analyze_regressions(records, shipping_of_run(context), slice_errors(read))
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
        return [folder.analysis, *write_regression_files(folder.post_training, rows, found)]


def regression_of(
    windows: TargetWindows, told: NDArray[np.float64], variant: str
) -> RegressionPredictions:
    """Return the record of what a variant *told* of windows, in units, shaped like the targets."""
    return RegressionPredictions(
        target_names=windows.target_names,
        units=("",) * len(windows.target_names),
        y_true=windows.targets[:, 0],
        y_pred=told[:, 0],
        source=windows.source,
        source_names=windows.source_names,
        offset=windows.offset,
        variant=variant,
        split=windows.split,
    )
