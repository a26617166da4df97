"""One entry → the page about it: its report, its training so far, or why there is none."""

from pathlib import Path

from afterfit.dashboard.entries import Entry
from afterfit.dashboard.summary import RunSummary, read_sweep, why
from afterfit.errors import InputError
from afterfit.pipeline.curves import log_of_history, report_curves
from afterfit.pipeline.data_checks import read_checks
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.reports import read_document
from afterfit.readers import read_history_csv
from afterfit.report import Document, outline_sweep
from afterfit.report.data_section import outline_data
from afterfit.report.document import Block, Figure, FindingList, Paragraph, Section
from afterfit.report.live_curves import live_findings
from afterfit.report.outline_curves import CurvesReport, training_blocks


def run_document(entry: Entry, line: RunSummary) -> Document:
    """Return what there is to say of *entry*; never raises, a broken run says what is wrong."""
    try:
        return _document(entry, line)
    except Exception as error:
        return broken_document(line, why(error))


def broken_document(line: RunSummary, reason: str) -> Document:
    """Return the page of a run that cannot be shown."""
    said = Section("What is wrong", "reason", (Paragraph(reason),))
    return Document(line.name, "This cannot be shown.", (), (said,), {})


def _document(entry: Entry, line: RunSummary) -> Document:
    folder = RunFolder(entry.path)
    if line.state == "broken":
        return broken_document(line, line.detail)
    if entry.kind == "sweep":
        return outline_sweep(read_sweep(entry), line.name, {})
    checks = read_checks(folder)
    if entry.kind == "data" and checks is not None:
        return outline_data(checks, line.name)
    if line.state == "done" and (folder.analysis.is_file() or folder.tensorlab.is_file()):
        return read_document(folder)
    return _unfinished(line, training_reports(entry))


def training_reports(entry: Entry) -> tuple[CurvesReport, ...]:
    """Return the trainings that a run has done so far: that of the model, and that of QAT.

    Raises
    ------
    InputError
        When a history is damaged.
    """
    folder = RunFolder(entry.path)
    both = (folder.history, entry.name), (folder.quantized_history, f"{entry.name} quantised")
    return tuple(_training(path, name) for path, name in both if path.is_file())


def _training(history: Path, name: str) -> CurvesReport:
    return report_curves(log_of_history(read_history_csv(history), name))


def _unfinished(line: RunSummary, trainings: tuple[CurvesReport, ...]) -> Document:
    goes_on = line.state == "running"
    said = {"running": "Running", "stopped": "Stopped", "done": "Done"}.get(line.state, line.state)
    verdict = f"{said}: {line.detail}." if line.detail else f"{said}."
    sections = tuple(_so_far(one, i, goes_on=goes_on) for i, one in enumerate(trainings, 1))
    if not sections:
        nothing = Paragraph("No epoch has been finished, and nothing was tested.")
        sections = (Section("So far", "so-far", (nothing,)),)
    return Document(line.name, verdict, _figures(trainings[-1:]), sections, {})


def _so_far(report: CurvesReport, index: int, *, goes_on: bool) -> Section:
    found = live_findings(report) if goes_on else report.raised
    quiet = Paragraph("Nothing raised so far." if goes_on else "Nothing was raised.")
    blocks: list[Block] = [FindingList(found) if found else quiet]
    title = "Training" if index == 1 else "Training of the quantised model"
    return Section(title, f"training-{index}", (*blocks, *training_blocks(report.curves)))


def _figures(trainings: tuple[CurvesReport, ...]) -> tuple[Figure, ...]:
    figures = []
    for report in trainings:
        curves = report.curves
        for part in ("train loss", "eval loss", "eval metric"):
            curve = curves.judged_curve(part)
            if curve is not None and len(curve.values):
                best = f"best {curve.best:.4g} at {curves.step_unit} {curve.best_step:,g}"
                title = part.replace("eval", "evaluation").capitalize()
                figures.append(Figure(title, f"{curve.values[-1]:.4g}", best))
        figures.append(Figure(curves.step_unit.capitalize(), f"{curves.last_step:,g}", "so far"))
    return tuple(figures)


def kept_page(entry: Entry) -> str:
    """Return the page that ``afterfit curves`` wrote.

    Raises
    ------
    InputError
        When it cannot be read.
    """
    path = entry.path / "curves.html"
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"not readable: {error}", where=str(path)) from None
