"""Frames of models that tell the unusual from the normal by a score."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from afterfit.results import (
    AlarmChange,
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyQuality,
    ChosenK,
    Detection,
    ErrorLocation,
    Estimate,
    KTable,
    NoChosenK,
    NoDetection,
    NoKTable,
    NoNormalScores,
    NormalScores,
    Ranking,
    ScoreDistribution,
)
from afterfit.views.frames.make import ESTIMATE, SCOPE, estimate_cells, make_frame, place

if TYPE_CHECKING:
    import polars as pl

_COUNTS = {"tp": int, "fp": int, "fn": int, "tn": int}


def frame_anomaly_analysis(analysis: AnomalyAnalysis) -> "pl.DataFrame":
    """Return the metrics of all variants and splits, below each other."""
    return _frame(one.quality for one in analysis.variants)


def frame_anomaly_quality(quality: AnomalyQuality) -> "pl.DataFrame":
    """Return one row a metric of all samples, each machine and each kind of anomaly."""
    return _frame([quality])


def _frame(qualities: Iterable[AnomalyQuality]) -> "pl.DataFrame":
    columns = {**SCOPE, "machine": str, "anomaly": str, **ESTIMATE}
    return make_frame(columns, (row for one in qualities for row in _rows(one)))


def _rows(quality: AnomalyQuality) -> Iterator[tuple[Any, ...]]:
    named: list[tuple[str | None, str | None, Ranking]] = [
        (None, None, quality.overall),
        *((one.name, None, one) for one in quality.groups),
        *((None, one.name, one) for one in quality.kinds),
    ]
    for machine, anomaly, ranking in named:
        for estimate in ranking.estimates:
            yield *place(quality.scope), machine, anomaly, *estimate_cells(estimate)


def frame_score_distribution(distribution: ScoreDistribution) -> "pl.DataFrame":
    """Return one row a population and bin of equal width."""
    columns = {**SCOPE, "samples": str, "low": float, "high": float, "n": int}
    start, edges = place(distribution.scope), distribution.edges
    rows = (
        (*start, one.name, edges[i], edges[i + 1], n)
        for one in distribution.populations
        for i, n in enumerate(one.counts)
    )
    return make_frame(columns, rows)


def frame_k(table: KTable | NoKTable) -> "pl.DataFrame":
    """Return one row a k; none where there are no thresholds."""
    columns = {**SCOPE, "k": float, "threshold": float, **_COUNTS}
    rows = table.rows if isinstance(table, KTable) else ()
    cells = (
        (*place(table.scope), row.k, row.threshold, c.tp, c.fp, c.fn, c.tn)
        for row, c in ((row, row.counts) for row in rows)
    )
    return make_frame(columns, cells)


def frame_chosen(chosen: ChosenK | NoChosenK) -> "pl.DataFrame":
    """Return one row: the recommended threshold, or null and the reason."""
    columns = {"variant": str, "k": float, "threshold": float, "why": str}
    if isinstance(chosen, NoChosenK):
        return make_frame(columns, [(chosen.variant, None, None, chosen.reason)])
    return make_frame(columns, [(chosen.variant, chosen.k, chosen.threshold, chosen.why)])


def frame_detection(detection: Detection | NoDetection) -> "pl.DataFrame":
    """Return one row a rate, of all samples and of each kind of anomaly."""
    columns = {**SCOPE, "anomaly": str, **ESTIMATE}
    if isinstance(detection, NoDetection):
        return make_frame(columns, [])
    named: list[tuple[str | None, Estimate]] = [
        *((None, one) for one in detection.rates),
        *((one.name, one.recall) for one in detection.kinds),
    ]
    start = place(detection.scope)
    return make_frame(columns, ((*start, name, *estimate_cells(one)) for name, one in named))


def frame_normal_scores(normal: NormalScores | NoNormalScores) -> "pl.DataFrame":
    """Return one row a k: the share of normal samples above it, promised and seen."""
    columns = {**SCOPE, "k": float, "promised": float, "train": float, "tested": float}
    rows = normal.tails if isinstance(normal, NormalScores) else ()
    start = place(normal.scope)
    cells = ((*start, one.k, one.promised, one.train.value, one.tested.value) for one in rows)
    return make_frame(columns, cells)


def frame_error_location(location: ErrorLocation) -> "pl.DataFrame":
    """Return one row a channel and a part of the window."""
    columns = {**SCOPE, "of": str, "name": str, "normal": float, "anomaly": float}
    rows = (
        (*place(location.scope), word, one.name, one.normal, one.anomaly)
        for word, places in (("channel", location.channels), ("part", location.parts))
        for one in places
    )
    return make_frame(columns, rows)


def frame_anomaly_comparison(comparison: AnomalyComparison) -> "pl.DataFrame":
    """Return one row a metric: both variants, the change with its interval, and the test."""
    columns = {"reference": str, "candidate": str, "split": str, **ESTIMATE, "p_value": float}
    start = (
        comparison.reference.variant, comparison.candidate.variant, comparison.reference.split
    )  # fmt: skip
    rows = [(*start, *estimate_cells(comparison.auc_change), comparison.p_value)]
    if isinstance(comparison.alarms, AlarmChange):
        alarms = comparison.alarms
        rows.append((*start, *estimate_cells(alarms.accuracy_change), alarms.p_value))
    return make_frame(columns, rows)
