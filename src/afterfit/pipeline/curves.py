"""Training logs → what their curves say, and a page about it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from afterfit.analyses.curves import measure_curves
from afterfit.files import write_text
from afterfit.findings import diagnose_learning
from afterfit.readers.training_logs import meanings_of, read_training_logs
from afterfit.records import History, Meaning, Series, TrainingLog
from afterfit.report import write_html
from afterfit.report.outline_curves import CurvesReport, outline_curves
from afterfit.results import Finding

PAGE = "curves.html"


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


def write_curves_page(reports: Sequence[CurvesReport], folder: Path) -> Path:
    """Write the page about *reports* into *folder* and return its path."""
    page = folder / PAGE
    write_text(page, write_html(outline_curves(reports)))
    return page


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
