"""The epochs of a training at which something happened."""

from collections.abc import Sequence
from pathlib import Path

from afterfit.pipeline.curves import log_of_history, report_curves
from afterfit.readers import read_history_csv
from afterfit.report.outline_curves import CurvesReport
from afterfit.results import LearningCurves
from afterfit.results.pipeline_trace import EpochObservation
from afterfit.views import TraceRow, trace_rows

_OVERFITTING = "LC001"


def epochs_of(history_csv: Path) -> tuple[str, tuple[EpochObservation, ...]]:
    """Return the metric of a training, and its first, last, best, kept and changing epochs.

    Empty where there is no history.
    """
    if not history_csv.is_file():
        return "", ()
    history = read_history_csv(history_csv)
    report = report_curves(log_of_history(history))
    curves = report.curves
    metric = curves.judged_curve("eval metric") or curves.judged_curve("train metric")
    rows = trace_rows(curves, most=len(history.epochs))
    matter = _that_matter(curves, rows, history.best_epoch)
    turn = _turn(report)
    return metric.name if metric else "", tuple(
        EpochObservation(
            epoch=row.step,
            train_loss=row.train_loss,
            eval_loss=row.eval_loss,
            metric=row.metric,
            observation=row.observation + (turn if row.step == _best_step(curves) else ""),
            kept=row.step == history.best_epoch,
        )
        for row in rows
        if row.step in matter
    )


def _that_matter(curves: LearningCurves, rows: Sequence[TraceRow], kept: int | None) -> set[float]:
    steps = [row.step for row in rows]
    odd = [row.step for row in rows if "not finite" in row.observation]
    events = [*curves.restarts, *curves.rate_changes]
    return {*steps[:1], *steps[-1:], *events, *odd[:1], _best_step(curves), float(kept or 0)}


def _best_step(curves: LearningCurves) -> float:
    judged = curves.judged_curve("eval loss") or curves.judged_curve("train loss")
    return float("nan") if judged is None else judged.best_step


def _turn(report: CurvesReport) -> str:
    """Return what begins after the best epoch, where the rule on overfitting was raised."""
    raised = any(one.code == _OVERFITTING for one in report.raised)
    return f"; overfitting begins after it ({_OVERFITTING})" if raised else ""
