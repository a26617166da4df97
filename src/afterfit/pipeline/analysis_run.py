"""Predictions, from files or arrays → a folder with their analysis and its reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from afterfit.analyses import DEFAULT_POLICIES
from afterfit.engines import engine_named
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.anomaly import analyze_anomaly_files
from afterfit.pipeline.detection import analyze_detection_files
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.forecasting import analyze_forecast_files
from afterfit.pipeline.in_memory import ShownAnalysis, arranged, facts_of_files
from afterfit.pipeline.model_costs import forget_models, keep_models
from afterfit.pipeline.multilabel import AnalyzedLabels, analyze_multilabel_table
from afterfit.pipeline.numbers import check_units_asked
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.regression import analyze_regression_files
from afterfit.pipeline.repeated_files import repeated_notes
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.shipping import Shipping
from afterfit.pipeline.slicing import check_sliced_task, count_slices_in_memory
from afterfit.pipeline.tables import AnalyzedTable, analyze_table
from afterfit.pipeline.thresholds import write_point_files, write_threshold_files
from afterfit.readers import AnomalyOptions, PredictionTable, ReadOptions, open_predictions
from afterfit.records import Predictions, VariantCost
from afterfit.report import (
    RunReport,
    TestingSwitches,
    outline_run,
    write_html,
    write_testing_folder,
)
from afterfit.results import (
    Analysis,
    MultilabelAnalysis,
    Policy,
    RecallAtImageAlarms,
    TaskAnalysis,
    to_json,
)


def analyze_files(
    paths: str | Path | Sequence[str | Path],
    options: ReadOptions | None = None,
    *,
    output: str | Path = "afterfit-analysis",
    engine: str = "local",
    max_errors_per_class: int | None = 20,
    exact_scores: int | None = None,
    policy: Policy | RecallAtImageAlarms = DEFAULT_POLICIES[0],
    shipping: Shipping | None = None,
    formats: Sequence[str] = tuple(FORMATS),
    anomaly: AnomalyOptions | None = None,
    slices: Sequence[str] = (),
) -> Outcome:
    """Analyse files of predictions and write results and reports into the folder *output*.

    Parameters
    ----------
    paths : path, glob or folder, or several
        Parquet, CSV, NDJSON or NPZ; one row a sample. Of the task "detection" COCO JSON or a
        folder of YOLO's text files, one a model (``NAME=path`` names it), beside the
        ``ground_truth`` of the options.
    options : ReadOptions, optional
        What the names of the columns do not say.
    output : path
        Folder for ``analysis.json``, the reports and the files of §8.6.3.
    engine : str
        "local", "dask" or "dask=ADDRESS"; the result is the same.
    max_errors_per_class, exact_scores
        See `analyze_table`.
    policy : Policy, or RecallAtImageAlarms of detectors
        What the thresholds for the deployed code are wanted for.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by (`shipping_of`).
    formats : sequence of "html", "pdf" and "markdown"
    anomaly : AnomalyOptions, optional
        What is normal, machines and durations; read only where the task is "anomaly".
    slices : sequence of str
        Columns to look for weak parts of the data in: names, globs over the columns that are no
        predictions, or names with commas between them for their combinations.

    Raises
    ------
    InputError
        When files, columns or rows cannot be used.
    """
    check_units_asked(options or ReadOptions())
    check_sliced_task((options or ReadOptions()).task, slices)
    if options is not None and options.task == "detection":
        return analyze_detection_files(
            paths,
            options,
            output=output,
            formats=formats,
            shipping=shipping,
            policy=policy,
            slices=slices,
        )
    if isinstance(policy, RecallAtImageAlarms):
        raise InputError("false alarms an image are those of object detection alone")
    if options is not None and options.task == "anomaly":
        forget_models(RunFolder(Path(output)))
        return analyze_anomaly_files(
            paths,
            options,
            anomaly,
            output=output,
            policy=policy,
            formats=formats,
            shipping=shipping,
            slices=slices,
        )
    if options is not None and options.task in _OF_NUMBERS:
        given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
        folder = RunFolder(Path(output))
        forget_models(folder)
        folder.tensorlab.unlink(missing_ok=True)
        numbers = _analyze_numbers(given, options, folder, shipping, slices)
        return Outcome(folder, numbers, tuple(write_reports(folder, formats)[: len(formats)]))
    table = open_predictions(paths, options)
    found: AnalyzedTable | AnalyzedLabels
    policies = tuple(dict.fromkeys((policy, *DEFAULT_POLICIES)))
    if table.options.task == "multilabel":
        found = analyze_multilabel_table(
            table,
            engine=engine_named(engine),
            max_errors_per_label=max_errors_per_class,
            exact_scores=exact_scores,
            policies=policies,
            shipping=shipping,
        )
    else:
        found = analyze_table(
            table,
            engine=engine_named(engine),
            max_errors_per_class=max_errors_per_class,
            exact_scores=exact_scores,
            policies=policies,
            shipping=shipping,
            slices=slices,
        )
    folder = RunFolder(Path(output))
    folder.test_windows.unlink(missing_ok=True)  # of models that were analysed there before
    found = replace(found, notes=(*repeated_notes(paths), *found.notes))
    return write_analysis(folder, table, found, policy, formats)


def write_analysis(
    folder: RunFolder,
    table: PredictionTable,
    found: AnalyzedTable | AnalyzedLabels,
    policy: Policy = DEFAULT_POLICIES[0],
    formats: Sequence[str] = tuple(FORMATS),
    costs: Sequence[VariantCost] = (),
    runs: Sequence[Path] = (),
) -> Outcome:
    """Write what was found in *table*, with its reports, into *folder*.

    *costs* are those of model files that were looked at before; *runs* those that the rows are of.
    """
    keep_models(folder, costs)
    folder.tensorlab.unlink(missing_ok=True)
    write_text(folder.analysis, to_json(found.analysis) + "\n")
    paths = runs or [file.path for file in table.files]
    classes = f"{len(table.class_names):,}"
    write_facts(
        facts_of_files(paths, table.n_rows, ("Classes", classes), found.notes), folder.facts
    )
    write_testing(folder, found.analysis, policy)
    return Outcome(folder, found.analysis, tuple(write_reports(folder, formats)[: len(formats)]))


_OF_NUMBERS = ("regression", "forecasting")
"""Tasks whose files are held in memory as numbers."""


def _analyze_numbers(
    paths: Sequence[str | Path],
    options: ReadOptions,
    folder: RunFolder,
    shipping: Shipping | None,
    slices: Sequence[str],
) -> TaskAnalysis:
    if options.task == "forecasting":
        return analyze_forecast_files(paths, options, folder, shipping, slices)
    return analyze_regression_files(paths, options, folder, shipping, slices)


def write_testing(
    folder: RunFolder, analysis: Analysis | MultilabelAnalysis, policy: Policy
) -> None:
    """Write the files of §8.6.3 for the last variant, on the split that reports judge."""
    if isinstance(analysis, MultilabelAnalysis):
        for points in analysis.operating_points[-1:]:
            write_point_files(folder, points, policy)
        return
    for one in RunReport("", analysis).judged[-1:]:
        switches = TestingSwitches(save_errors=False)
        write_testing_folder(folder.testing, analysis, one.variant, None, switches, split=one.split)
        write_threshold_files(folder, analysis, one.variant, policy)


@dataclass(frozen=True, slots=True, eq=False)
class AnalyzedPredictions(ShownAnalysis[Analysis]):
    """An analysis that shows itself in a notebook and can be written to a page."""

    analysis: Analysis
    title: str

    def page(self) -> str:
        """Return the report as one HTML page."""
        return write_html(outline_run(RunReport(self.title, self.analysis)))


def analyze(
    y_true: ArrayLike,
    scores: ArrayLike,
    *,
    classes: Sequence[str] | None = None,
    source: Sequence[str] | None = None,
    variant: str = "model",
    split: str = "test",
    slices: Mapping[str, Sequence[object]] | None = None,
) -> AnalyzedPredictions:
    """Return the analysis of predictions that are in memory.

    Parameters
    ----------
    y_true : array of shape (n_samples,)
        Class indices, or names that are among *classes*.
    scores : array of shape (n_samples, n_classes), or (n_samples,) for two classes
        Probabilities; a single one is that of the second class.
    classes : sequence of str, optional
        Names in the order of the columns; "0", "1", … when not given.
    source : sequence of str, optional
        The recording each sample was cut from; without it, samples are independent.
    variant, split : str
        What the report calls them.
    slices : mapping of str to sequence, optional
        Values of each sample by which to look for weak parts of the data: texts, booleans or
        numbers, None where there is none.

    Raises
    ------
    InputError
        When shapes do not fit, or the scores are no probabilities.

    Examples
    --------
    >>> found = analyze([0, 1, 1], [0.1, 0.8, 0.4], classes=["idle", "fault"])
    >>> round(found.analysis.variants[0].quality.estimate("accuracy").value, 3)
    0.667
    """
    matrix = np.asarray(scores, dtype=np.float64)
    if matrix.ndim == 1:
        matrix = np.column_stack([1 - matrix, matrix])
    if matrix.ndim != 2:
        raise InputError(f"scores must have shape (n_samples, n_classes), got {matrix.shape}")
    names = tuple(classes) if classes else tuple(str(i) for i in range(matrix.shape[1]))
    predictions = Predictions(
        class_names=names,
        y_true=_class_indices(y_true, names),
        scores=matrix,
        variant=variant,
        split=split,
        **arranged(source, len(matrix)),
    )
    sliced = count_slices_in_memory(predictions, slices) if slices else ()
    analysis = analyze_predictions([predictions], sliced=sliced)
    return AnalyzedPredictions(analysis, f"{variant} on {split}")


def _class_indices(
    y_true: ArrayLike, names: tuple[str, ...]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    labels = np.asarray(y_true)
    if labels.dtype.kind in "iub":
        return labels.astype(np.int64)
    unknown = sorted({str(label) for label in labels.tolist()} - set(names))
    if unknown:
        raise InputError(
            f"y_true holds {unknown[0]!r}, which is none of the classes {', '.join(names)}"
        )
    places = {name: place for place, name in enumerate(names)}
    return np.array([places[str(label)] for label in labels.tolist()], dtype=np.int64)
