"""Training logs → what their curves say, and a page about it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from afterfit.analyses.curves import measure_curves
from afterfit.findings import diagnose_learning
from afterfit.pipeline.documents import write_document
from afterfit.readers.training_logs import meanings_of, read_training_logs
from afterfit.records import History, Meaning, Series, TrainingLog
from afterfit.report.outline_curves import CurvesReport, outline_curves
from afterfit.results import Finding

STEM = "curves"
"""Name of the page, without its suffix."""


def diagnose_curves(log: TrainingLog) -> tuple[Finding, ...]:
    """Return what every rule says of the curves of *log*, raised or not.

    Examples
    --------
    >>> losses = [2.0, 1.0, 0.5, 0.4, 0.4]
    >>> loss = Series("loss", range(5), losses, Meaning("total_loss", "train", False))
    >>> findings = diagnose_curves(TrainingLog("run", "list", "epoch", (loss,)))
    >>> [one.code for one in findings if one.outcome == "raised"]
    []
    """
    return report_curves(log).findings


def report_curves(log: TrainingLog) -> CurvesReport:
    """Return the curves of *log* with their findings."""
    curves = measure_curves(log)
    return CurvesReport(curves, diagnose_learning(curves))


def read_and_diagnose(
    paths: Iterable[Path],
    meanings: Mapping[str, Meaning] | None = None,
    *,
    check_crc: bool = False,
) -> tuple[CurvesReport, ...]:
    """Return a report for each training log at or below *paths*.

    Raises
    ------
    InputError
        As `read_training_logs` does.
    """
    logs = read_training_logs(paths, meanings=meanings, check_crc=check_crc)
    return tuple(report_curves(log) for log in logs)


def write_curves_page(
    reports: Sequence[CurvesReport], folder: Path, formats: Iterable[str] = ("html",)
) -> list[Path]:
    """Write the page about *reports* into *folder*, as "html", "pdf" or "markdown".

    Returns all files written, the first being that to open.
    """
    return write_document(outline_curves(reports), folder, STEM, formats)


def diagnose(*logs: str | Path | TrainingLog | History) -> tuple[CurvesReport, ...]:
    """Return what the curves of each training say; files and folders are searched for logs.

    Each answer has its ``findings``, its ``curves``, a ``chart()`` and a ``table()``, and shows
    itself in a notebook.

    Raises
    ------
    InputError
        As `read_training_logs` does.

    Examples
    --------
    >>> import numpy as np
    >>> history = History(np.arange(1, 4), {"train_loss": np.array([2.0, np.nan, np.inf])})
    >>> (said,) = diagnose(history)
    >>> [one.code for one in said.raised]
    ['LC008', 'LC015']
    """
    return tuple(report for one in logs for report in _diagnose(one))


def _diagnose(log: str | Path | TrainingLog | History) -> tuple[CurvesReport, ...]:
    if isinstance(log, History):
        log = log_of_history(log)
    if isinstance(log, TrainingLog):
        return (report_curves(log),)
    return read_and_diagnose([Path(log)])


def log_of_history(history: History, name: str = "training") -> TrainingLog:
    """Return the history of afterfit's own training as a log; unmeasured series are left out."""
    import numpy as np

    measured = {key: one for key, one in history.series.items() if not np.isnan(one).all()}
    meanings = meanings_of(measured)
    series = tuple(
        Series(key, history.epochs.astype(np.float64), values, meanings[key])
        for key, values in measured.items()
    )
    return TrainingLog(name, "afterfit history", "epoch", series)
