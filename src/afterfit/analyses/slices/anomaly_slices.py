"""False alarms and anomalies found in each slice, and where they are surely worse."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.quality import auc_estimate
from afterfit.analyses.anomaly.samples import share_among
from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.analyses.slices.row_table import RowTable, row_tables, sources_of
from afterfit.records import AnomalyScores, Slicing
from afterfit.results import (
    AnomalySliceChange,
    AnomalySliceRow,
    AnomalySlices,
    ChosenK,
    Estimate,
    NoChosenK,
    Scope,
    SliceRate,
)
from afterfit.statistics import benjamini_hochberg

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]


def measure_anomaly_slices(
    scores: AnomalyScores,
    chosen: ChosenK | NoChosenK,
    slicings: Sequence[Slicing],
    codes: Sequence[Codes],
) -> AnomalySlices:
    """Return alarms at the chosen threshold and the ROC AUC of every slice.

    The false alarms of a slice are set against those among all other normal samples of its
    column, the anomalies found against those among all other anomalies; p-values are corrected
    for both and for all slices of all columns (Benjamini-Hochberg).

    Parameters
    ----------
    scores : AnomalyScores
    chosen : ChosenK or NoChosenK
        The recommended threshold of the variant (`choose_k`).
    slicings : sequence of Slicing
    codes : sequence of arrays of shape (n_samples,)
        For each slicing the slice of each sample.

    Examples
    --------
    >>> from afterfit.analyses.anomaly import choose_k
    >>> from afterfit.records import SliceColumn
    >>> def scores(values, kinds, split):
    ...     n = len(values)
    ...     return AnomalyScores(values, kinds, ("normal", "anomaly"), [0] * n, ("",), range(n),
    ...                          "int8", split, has_sources=False)
    >>> train, test = scores([1, 2, 3], [0, 0, 0], "train"), scores([2, 4, 9], [0, 0, 1], "test")
    >>> site = Slicing((SliceColumn("site", "words", ("hall", "yard")),))
    >>> found = measure_anomaly_slices(test, choose_k(train, None), (site,), ([0, 1, 1],))
    >>> [(row.value, row.false_alarms.rate.value, row.found.rate.value) for row in found.rows]
    [('hall', 0.0, nan), ('yard', 1.0, 1.0)]
    """
    tables = row_tables(scores, slicings, codes)
    reason = _why_no_alarms(scores, chosen)
    threshold = chosen.threshold if isinstance(chosen, ChosenK) and not reason else math.nan
    alarm = scores.score > threshold  # of nan none, and then no samples are judged either
    sides = _Side.both(scores, alarm, judged=not reason)
    rows = [row for table in tables for row in _rows(table, scores, sides)]
    corrected, n_tested = correct_both(rows)
    false_alarm_rate, recall = (
        share_among(side.metric, scores, side.alarm, side.among) for side in sides
    )
    return AnomalySlices(
        scope=Scope(scores.variant, scores.split, len(scores), sources_of(scores)[1]),
        threshold=threshold,
        reason=reason,
        false_alarm_rate=false_alarm_rate,
        recall=recall,
        columns=tuple(table.column for table in tables),
        rows=corrected,
        n_tested=n_tested,
    )


def _why_no_alarms(scores: AnomalyScores, chosen: ChosenK | NoChosenK) -> str:
    if isinstance(chosen, NoChosenK):
        return chosen.reason
    return "" if scores.has_labels else "nobody said which samples are anomalies"


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """Samples of one kind, and which of them raise an alarm."""

    metric: str
    among: Mask
    """Normal samples, or anomalies."""
    alarm: Mask
    is_mistake: Mask
    """Of the kind, and answered wrong."""

    @classmethod
    def both(cls, scores: AnomalyScores, alarm: Mask, *, judged: bool) -> "tuple[_Side, _Side]":
        """Return normal samples and anomalies; none of them where alarms cannot be judged."""
        normal, anomaly = ~scores.is_anomaly & judged, scores.is_anomaly & judged
        return (
            cls("false_positive_rate", normal, alarm, normal & alarm),
            cls("recall", anomaly, alarm, anomaly & ~alarm),
        )


def _rows(
    table: RowTable, scores: AnomalyScores, sides: tuple[_Side, _Side]
) -> Iterator[AnomalySliceRow]:
    normal, anomalies = (_rates(table, side) for side in sides)
    for place, name in enumerate(table.names):
        yield AnomalySliceRow(
            column=table.slicing.name,
            value=name,
            false_alarms=normal[place],
            found=anomalies[place],
            auc=_auc(scores, table.place == place),
        )


def _auc(scores: AnomalyScores, here: Mask) -> Estimate:
    of_both = 0 < np.count_nonzero(scores.is_anomaly[here]) < np.count_nonzero(here)
    if not of_both:
        return without_interval("roc_auc", math.nan, int(here.sum()))
    return auc_estimate(scores, here)


def _rates(table: RowTable, side: _Side) -> list[SliceRate]:
    """Return the alarms among samples of one kind in every slice, p-values not yet corrected."""
    contrast = table.contrast_share(side.alarm, side.among)
    rates = share_estimates(side.metric, table.tallies(side.alarm, side.among))
    n, n_sources = table.sizes(side.among), table.n_sources(side.among)
    wrong = table.sizes(side.is_mistake)
    sign = 1 if side.metric == "false_positive_rate" else -1
    return [
        SliceRate(
            n_sources=int(n_sources[place]),
            rate=rates[place],
            difference=change_estimate(
                side.metric,
                contrast.difference[place],
                (contrast.low[place], contrast.high[place]),
                int(n[place]),
            ),
            p_value=float(contrast.p_value[place]),
            share_of_mistakes=float(wrong[place] / wrong.sum()) if wrong.sum() else math.nan,
            gain=float(sign * contrast.difference[place] * n[place] / max(n.sum(), 1)),
        )
        for place in range(len(table.names))
    ]


def change_estimate(metric: str, value: float, ends: Sequence[float], n: int) -> Estimate:
    """Return a difference of two shares with its interval, where it has one."""
    low, high = map(float, ends)
    method = "none" if math.isnan(low) else "linearised, clustered"
    return Estimate(f"{metric}_change", float(value), low, high, n, method)


Both = TypeVar("Both", AnomalySliceRow, AnomalySliceChange)


def correct_both(rows: Sequence[Both]) -> tuple[tuple[Both, ...], int]:
    """Return slices with p-values corrected for all tests of both kinds, and how many these are."""
    p_values = [side.p_value for row in rows for side in (row.false_alarms, row.found)]
    corrected = iter(benjamini_hochberg(p_values).tolist())
    renewed = tuple(
        replace(
            row,
            false_alarms=replace(row.false_alarms, p_value=next(corrected)),
            found=replace(row.found, p_value=next(corrected)),
        )
        for row in rows
    )
    return renewed, sum(not math.isnan(p) for p in p_values)
