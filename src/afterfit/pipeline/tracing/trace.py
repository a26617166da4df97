"""``afterfit trace`` and ``afterfit.trace``: a run folder → traces, and a page about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from afterfit.pipeline.curves import log_of_history, report_curves
from afterfit.pipeline.documents import write_document
from afterfit.pipeline.facts import title_of
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.tracing.refuse import traceable
from afterfit.pipeline.tracing.samples import trace_samples
from afterfit.pipeline.tracing.stage_trace import trace_pipeline
from afterfit.readers import read_history_csv, read_windows_npz
from afterfit.report.outline_trace import TraceReport, outline_trace
from afterfit.results import PipelineTrace, SampleTrace

STEM = "trace"
"""Name of the page, without its suffix."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What was asked of a run, and the pages about it."""

    report: TraceReport
    pages: tuple[Path, ...]


@overload
def trace(run: str | Path) -> PipelineTrace: ...
@overload
def trace(run: str | Path, sample: str) -> SampleTrace: ...
def trace(run: str | Path, sample: str | None = None) -> PipelineTrace | SampleTrace:
    """Return what the stages of a run did; with *sample*, how one prediction came about.

    Parameters
    ----------
    run : path
        The folder of a run.
    sample : str, optional
        A window of the test split: RECORDING@OFFSET, its number from 0, or a word: of
        classifiers "most-confident-error", "least-sure" and "typical", of regressions
        "largest-error" and "typical", of anomaly detectors "highest-normal-score",
        "lowest-anomaly-score" and "typical".

    Raises
    ------
    InputError
        When the folder is of no run, there is no such sample, or it cannot be traced.
    """
    folder = traceable(Path(run))
    if sample is None:
        return trace_pipeline(folder)
    return next(iter(trace_samples(folder, (sample,))))


def trace_run(
    run: Path,
    samples: Sequence[str] = (),
    output: Path | None = None,
    formats: Iterable[str] = ("html",),
) -> Traced:
    """Trace the pipeline of a run, or the *samples* where some are named; write a page of it.

    Samples that are the same window are traced once.

    Parameters
    ----------
    run, samples : as `trace`
    output : path, optional
        Folder of the page; none is written without it.
    formats : "html", "pdf" or "markdown"

    Raises
    ------
    InputError
        As `trace`.
    """
    folder = traceable(run)
    report = _samples(folder, samples) if samples else _pipeline(folder)
    if output is None:
        return Traced(report, ())
    written = write_document(outline_trace(report), output, STEM, formats)
    return Traced(report, tuple(path for path in written if path.parent == output))


def _pipeline(folder: RunFolder) -> TraceReport:
    history = folder.history
    curves = None
    if history.is_file():
        curves = report_curves(log_of_history(read_history_csv(history))).curves
    return TraceReport(title_of(folder), trace_pipeline(folder), (), curves)


def _samples(folder: RunFolder, wishes: Sequence[str]) -> TraceReport:
    traces = tuple(trace_samples(folder, wishes))
    windows = read_windows_npz(folder.test_windows) if folder.test_windows.is_file() else None
    return TraceReport(title_of(folder), None, traces, windows=windows)
