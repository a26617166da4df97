"""Predicted numbers, from files or arrays → their whole analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from afterfit.analyses.regression import (
    analyze_regression_variant,
    compare_regression,
    measure_bands,
)
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_regression
from afterfit.pipeline.analyze import in_report_order
from afterfit.pipeline.budget import usual_budget
from afterfit.pipeline.error_slicing import slice_errors, slice_errors_in_memory
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.in_memory import ShownAnalysis, arranged, pairs_with_first
from afterfit.pipeline.numbers import check_same_names, numbers_facts
from afterfit.pipeline.repeated_files import repeated_notes
from afterfit.pipeline.shipping import Shipping, decide_on
from afterfit.readers import ReadOptions, read_sliced_regressions
from afterfit.records import RegressionPredictions
from afterfit.report import About, outline_regression, write_html, write_regression_files
from afterfit.results import ErrorSlices, RegressionAnalysis, to_json


def analyze_regressions(
    predictions: Sequence[RegressionPredictions],
    shipping: Shipping | None = None,
    slices: Sequence[ErrorSlices] = (),
) -> RegressionAnalysis:
    """Return the results of all *predictions*, their comparison, and the findings.

    The first variant is the reference; *shipping* holds costs and budget to choose one by, and
    *slices* the errors in parts of the data (`afterfit.pipeline.error_slicing`). The baseline of
    the skill is the mean target of the training split of the same variant, else of validation,
    else of the split itself.

    Raises
    ------
    InputError
        When there are no predictions, they predict different targets, or two variants were not
        tested on the same samples.
    """
    check_same_names(predictions, [one.target_names for one in predictions])
    ordered = in_report_order(predictions, [one.variant for one in predictions])
    of = {(one.variant, one.split): one for one in ordered}
    analysis = RegressionAnalysis(
        target_names=ordered[0].target_names,
        units=ordered[0].units,
        variants=tuple(analyze_regression_variant(one, _learned_from(one, of)) for one in ordered),
        comparisons=tuple(compare_regression(*pair) for pair in pairs_with_first(ordered)),
        bands=measure_bands(
            [
                (one, of[one.variant, "test"])
                for one in ordered
                if one.split == "validation" and (one.variant, "test") in of
            ]
        ),
        findings=(),
        slices=tuple(in_report_order(slices, [one.variant for one in ordered])),
    )
    decision = decide_on(analysis, shipping or Shipping(usual_budget("regression")))
    return replace(analysis, findings=diagnose_regression(analysis), decision=decision)


def _learned_from(
    rows: RegressionPredictions, of: dict[tuple[str, str], RegressionPredictions]
) -> RegressionPredictions | None:
    return next(
        (
            of[rows.variant, split]
            for split in ("train", "validation")
            if (rows.variant, split) in of
        ),
        None,
    )


def analyze_regression_files(
    paths: Sequence[str | Path],
    options: ReadOptions,
    folder: RunFolder,
    shipping: Shipping | None = None,
    slices: Sequence[str] = (),
) -> RegressionAnalysis:
    """Analyse files of predicted numbers; write results, facts and Tensorlab's files."""
    read = read_sliced_regressions(paths, options, slices)
    analysis = analyze_regressions(read.rows, shipping, slice_errors(read))
    write_regression_analysis(paths, read.rows, analysis, repeated_notes(paths), folder)
    return analysis


def write_regression_analysis(
    paths: Sequence[str | Path],
    predictions: Sequence[RegressionPredictions],
    analysis: RegressionAnalysis,
    notes: Sequence[str],
    folder: RunFolder,
) -> None:
    """Write results, what was read from *paths*, and Tensorlab's files of the last variant."""
    write_text(folder.analysis, to_json(analysis) + "\n")
    numbers_facts(paths, predictions, ("Targets", analysis.target_names), notes, folder)
    of = {(one.variant, one.split): one for one in predictions}
    found = analysis.variants[-1]
    write_regression_files(folder.post_training, of[found.variant, found.split], found)


@dataclass(frozen=True, slots=True, eq=False)
class AnalyzedRegression(ShownAnalysis[RegressionAnalysis]):
    """An analysis that shows itself in a notebook and can be written to a page."""

    analysis: RegressionAnalysis
    title: str

    def page(self) -> str:
        """Return the report as one HTML page."""
        return write_html(outline_regression(self.analysis, About(self.title)))


def analyze_regression(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    targets: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    source: Sequence[str] | None = None,
    variant: str = "model",
    split: str = "test",
    slices: Mapping[str, Sequence[object]] | None = None,
) -> AnalyzedRegression:
    """Return the analysis of predicted numbers that are in memory.

    Parameters
    ----------
    y_true, y_pred : array of shape (n_samples,) or (n_samples, n_targets)
        What was measured, and what the model said.
    targets, units : sequence of str, optional
        Name and unit of each target; "target" or "output 1", … and no unit when not given.
    source : sequence of str, optional
        The recording each sample was cut from; without it, samples are independent.
    variant, split : str
        What the report calls them.
    slices : mapping of str to sequence, optional
        Columns to look for weak parts of the data in: name to one value a sample.

    Raises
    ------
    InputError
        When shapes do not fit, or numbers are missing.

    Examples
    --------
    >>> found = analyze_regression([1.0, 2.0, 3.0], [1.0, 2.0, 4.0], units=["Nm"])
    >>> found.analysis.variants[0].quality.estimate("r2").value
    0.5
    """
    true, said = (
        _columns(values, name) for values, name in ((y_true, "y_true"), (y_pred, "y_pred"))
    )
    if true.shape != said.shape:
        raise InputError(
            f"y_pred must have the shape of y_true, {np.shape(y_true)}, got {np.shape(y_pred)}"
        )
    k = true.shape[1]
    names = tuple(targets or (["target"] if k == 1 else [f"output {i + 1}" for i in range(k)]))
    rows = RegressionPredictions(
        target_names=names,
        units=tuple(units or [""] * len(names)),
        y_true=true,
        y_pred=said,
        variant=variant,
        split=split,
        **arranged(source, len(true)),
    )
    sliced = slice_errors_in_memory(rows, slices or {})
    return AnalyzedRegression(analyze_regressions([rows], slices=sliced), f"{variant} on {split}")


def _columns(values: ArrayLike, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim not in (1, 2):
        raise InputError(
            f"{name} must have shape (n_samples,) or (n_samples, n_targets), got {array.shape}"
        )
    return array[:, None] if array.ndim == 1 else array
