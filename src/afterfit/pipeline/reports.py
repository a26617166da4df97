"""A run folder → its report, with neither model nor data set at hand."""

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from afterfit.errors import InputError
from afterfit.pipeline.curves import log_of_history, report_curves
from afterfit.pipeline.data_checks import read_checks
from afterfit.pipeline.documents import write_document
from afterfit.pipeline.facts import read_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.model_costs import read_layers
from afterfit.pipeline.tracing.read_mistakes import read_mistakes
from afterfit.pipeline.tracing.stage_trace import trace_pipeline
from afterfit.readers import read_costs, read_history_csv, read_profiles, read_windows_npz
from afterfit.report import (
    About,
    Document,
    RunReport,
    outline_anomaly,
    outline_detection,
    outline_forecast,
    outline_multilabel,
    outline_regression,
    outline_run,
    outline_tensorlab,
    summarize_anomaly,
    summarize_detection,
    summarize_multilabel,
    summarize_numbers,
    summarize_run,
    summarize_tensorlab,
    with_tensorlab,
)
from afterfit.report.data_section import with_data
from afterfit.report.outline_curves import CurvesReport
from afterfit.report.outline_trace import with_trace
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    DetectorAnalysis,
    ForecastAnalysis,
    MultilabelAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
    TensorlabRecord,
    from_json,
)


def read_document(folder: RunFolder) -> Document:
    """Return the report of a run, whatever its task, as a document of no format yet.

    Raises
    ------
    InputError
        When the folder holds no analysed run.
    """
    record = read_tensorlab_record(folder)
    if record is not None and not folder.analysis.is_file():
        return outline_tensorlab(record, read_about(folder))
    return with_tensorlab(_with_trace(_read_document(folder), folder), record)


def _with_trace(document: Document, folder: RunFolder) -> Document:
    if not folder.trace.is_file():
        return document
    return with_trace(document, trace_pipeline(folder, until="report"), read_mistakes(folder))


def read_tensorlab_record(folder: RunFolder) -> TensorlabRecord | None:
    """Return what Tensorlab reported; None where the folder is of no run of Tensorlab."""
    if not folder.tensorlab.is_file():
        return None
    record = from_json(folder.tensorlab.read_bytes(), where=str(folder.tensorlab))
    return record if isinstance(record, TensorlabRecord) else None


def _read_document(folder: RunFolder) -> Document:
    about, analysis = read_about(folder), read_analysis(folder.root)
    match analysis:
        case Analysis():
            return outline_run(_classification_report(folder, about, analysis))
        case RegressionAnalysis():
            return with_data(outline_regression(analysis, about), read_checks(folder))
        case ForecastAnalysis():
            return with_data(outline_forecast(analysis, about), read_checks(folder))
        case MultilabelAnalysis():
            return outline_multilabel(analysis, about)
        case DetectorAnalysis():
            return outline_detection(analysis, about)
        case AnomalyAnalysis():
            return with_data(outline_anomaly(analysis, about), read_checks(folder))
    assert_never(analysis)


def read_summary(folder: RunFolder, page: Path) -> str:
    """Return the report of a run in a few lines, the path of its *page* last.

    Raises
    ------
    InputError
        When the folder holds no analysed run.
    """
    record = read_tensorlab_record(folder)
    if record is not None and not folder.analysis.is_file():
        return summarize_tensorlab(record, read_about(folder), page)
    about, analysis = read_about(folder), read_analysis(folder.root)
    match analysis:
        case Analysis():
            return summarize_run(_classification_report(folder, about, analysis), page)
        case RegressionAnalysis() | ForecastAnalysis():
            return summarize_numbers(analysis, about, page)
        case MultilabelAnalysis():
            return summarize_multilabel(analysis, about, page)
        case DetectorAnalysis():
            return summarize_detection(analysis, about, page)
        case AnomalyAnalysis():
            return summarize_anomaly(analysis, about, page)
    assert_never(analysis)


def read_about(folder: RunFolder) -> About:
    """Return what is known of a run beside its analysis."""
    facts = read_facts(folder.facts)
    training, kept_epoch = _training(folder.history)
    quantized_training, quantized_kept_epoch = _training(folder.quantized_history)
    costs = read_costs(folder.costs) if folder.costs.is_file() else ()
    return About(
        title=facts.title,
        training=training,
        kept_epoch=kept_epoch,
        quantized_training=quantized_training,
        quantized_kept_epoch=quantized_kept_epoch,
        profiles=read_profiles(folder.profiles) if folder.profiles.is_file() else (),
        costs=costs,
        layers=read_layers(folder, [one.profile.variant for one in costs]),
        facts=facts.facts,
        notes=facts.notes,
    )


def _training(history_csv: Path) -> tuple[CurvesReport | None, int | None]:
    """Return the curves of a training and the epoch that was kept; nothing where there is none."""
    if not history_csv.is_file():
        return None, None
    history = read_history_csv(history_csv)
    return report_curves(log_of_history(history)), history.best_epoch


def _classification_report(folder: RunFolder, about: About, analysis: Analysis) -> RunReport:
    windows = [read_windows_npz(folder.test_windows)] if folder.test_windows.is_file() else []
    return RunReport(
        title=about.title,
        analysis=analysis,
        training=about.training,
        kept_epoch=about.kept_epoch,
        quantized_training=about.quantized_training,
        quantized_kept_epoch=about.quantized_kept_epoch,
        profiles=about.profiles,
        costs=about.costs,
        layers=about.layers,
        windows={one.split: one for one in windows},
        facts=about.facts,
        notes=about.notes,
        checks=read_checks(folder),
    )


def read_analysis(folder: str | Path) -> TaskAnalysis:
    """Return the analysis that a run, or an analysis of files, left in *folder*.

    Raises
    ------
    InputError
        When there is none.
    """
    path = RunFolder(Path(folder)).analysis
    try:
        analysis = from_json(path.read_bytes(), where=str(path))
    except FileNotFoundError:
        raise InputError(f"no analysis here: {path} is missing") from None
    if not isinstance(analysis, TaskAnalysis):
        raise InputError(f"expected an analysis, found {analysis.kind}", where=str(path))
    return analysis


def write_reports(folder: RunFolder, formats: Iterable[str]) -> list[Path]:
    """Write the report of a run in each of *formats*, "html", "pdf" or "markdown".

    Returns all files written, pictures of the Markdown report included; the reports come first,
    the page before the others.
    """
    return write_document(read_document(folder), folder.root, "report", formats)
