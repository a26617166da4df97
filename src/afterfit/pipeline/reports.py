"""A run folder → its report, with neither model nor data set at hand."""

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from afterfit.errors import InputError
from afterfit.files import safe_name, write_bytes, write_text
from afterfit.pipeline.curves import log_of_history, report_curves
from afterfit.pipeline.data_checks import read_checks
from afterfit.pipeline.facts import read_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.model_costs import read_layers
from afterfit.readers import read_costs, read_history_csv, read_profiles, read_windows_npz
from afterfit.report import (
    About,
    Document,
    RunReport,
    outline_anomaly,
    outline_forecast,
    outline_multilabel,
    outline_regression,
    outline_run,
    render_png,
    summarize_anomaly,
    summarize_forecast,
    summarize_multilabel,
    summarize_regression,
    summarize_run,
    write_html,
    write_markdown,
    write_pdf,
)
from afterfit.report.outline_curves import CurvesReport
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    ForecastAnalysis,
    MultilabelAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
    from_json,
)
from afterfit.views import Chart

FORMATS = {"html": "html", "pdf": "pdf", "markdown": "md"}
"""Formats of the report and the suffix of each, the one to open first first."""


def read_document(folder: RunFolder) -> Document:
    """Return the report of a run, whatever its task, as a document of no format yet.

    Raises
    ------
    InputError
        When the folder holds no analysed run.
    """
    about, analysis = read_about(folder), read_analysis(folder.root)
    match analysis:
        case Analysis():
            return outline_run(_classification_report(folder, about, analysis))
        case RegressionAnalysis():
            return outline_regression(analysis, about)
        case ForecastAnalysis():
            return outline_forecast(analysis, about)
        case MultilabelAnalysis():
            return outline_multilabel(analysis, about)
        case AnomalyAnalysis():
            return outline_anomaly(analysis, about)
    assert_never(analysis)


def read_summary(folder: RunFolder, page: Path) -> str:
    """Return the report of a run in a few lines, the path of its *page* last.

    Raises
    ------
    InputError
        When the folder holds no analysed run.
    """
    about, analysis = read_about(folder), read_analysis(folder.root)
    match analysis:
        case Analysis():
            return summarize_run(_classification_report(folder, about, analysis), page)
        case RegressionAnalysis():
            return summarize_regression(analysis, about, page)
        case ForecastAnalysis():
            return summarize_forecast(analysis, about, page)
        case MultilabelAnalysis():
            return summarize_multilabel(analysis, about, page)
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
    has_windows = folder.test_windows.is_file()
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
        windows={"test": read_windows_npz(folder.test_windows)} if has_windows else {},
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
        analysis = from_json(path.read_bytes())
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
    document = read_document(folder)
    pictures = _Pictures(folder.root)
    reports = []
    for kind in (kind for kind in FORMATS if kind in set(formats)):
        path = folder.report(FORMATS[kind])
        match kind:
            case "html":
                write_text(path, write_html(document))
            case "pdf":
                write_bytes(path, write_pdf(document))
            case "markdown":
                write_text(path, write_markdown(document, pictures))
        reports.append(path)
    return [*reports, *pictures.files]


class _Pictures:
    """Writes each chart of a Markdown report as a PNG and gives its relative path."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[Path] = []

    def __call__(self, chart: Chart) -> str:
        name = f"report_files/{len(self.files) + 1:02d}_{safe_name(chart.title.lower())}.png"
        write_bytes(self.root / name, render_png(chart))
        self.files.append(self.root / name)
        return name
