"""What the recommended threshold finds: kinds, recordings, and how soon."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.samples import counts_above, scope_of_scores, share_among
from afterfit.files import natural_order
from afterfit.records import NORMAL_KIND, AnomalyScores
from afterfit.results import (
    AnomalyEvent,
    ChosenK,
    Detection,
    FileDetection,
    KindDetection,
    NoChosenK,
    NoDetection,
)


def detect_at(scores: AnomalyScores, chosen: ChosenK | NoChosenK) -> Detection | NoDetection:
    """Return the alarms of the recommended threshold: rates, kinds, recordings and delays."""
    scope = scope_of_scores(scores)
    if isinstance(chosen, NoChosenK):
        return NoDetection(scope, chosen.reason)
    if not scores.has_labels or len(scores) == 0:
        return NoDetection(scope, "nobody said which samples are anomalies")
    alarm, anomaly = scores.score > chosen.threshold, scores.is_anomaly
    return Detection(
        scope=scope,
        k=chosen.k,
        threshold=chosen.threshold,
        counts=counts_above(scores, chosen.threshold),
        rates=(
            share_among("recall", scores, alarm, anomaly),
            share_among("precision", scores, anomaly, alarm),
            share_among("false_positive_rate", scores, alarm, ~anomaly),
        ),
        kinds=tuple(_kinds(scores, alarm)),
        files=_files(scores, alarm) if scores.has_sources else (),
        events=tuple(_events(scores, alarm)) if scope.n_sources < len(scores) else (),
        seconds_per_sample=scores.seconds_per_sample,
    )


def _kinds(scores: AnomalyScores, alarm: NDArray[np.bool_]) -> Iterator[KindDetection]:
    for place, name in enumerate(scores.kind_names):
        among = scores.kind == place
        if place != NORMAL_KIND and among.any():
            yield KindDetection(name, share_among("recall", scores, alarm, among))


def _files(scores: AnomalyScores, alarm: NDArray[np.bool_]) -> tuple[FileDetection, ...]:
    rows = [_file(scores, alarm, rows) for rows in _rows_by_source(scores)]
    rows.sort(key=lambda row: natural_order(row.source))
    return tuple(sorted(rows, key=lambda row: -(row.n_false_alarms + row.n_missed)))


def _rows_by_source(scores: AnomalyScores) -> Iterator[NDArray[np.int64]]:
    """Return the rows of each recording, by rising offset."""
    order = np.lexsort((scores.offset, scores.source))
    starts = np.flatnonzero(np.diff(scores.source[order])) + 1
    yield from (rows for rows in np.split(order, starts) if len(rows))


def _file(
    scores: AnomalyScores, alarm: NDArray[np.bool_], rows: NDArray[np.int64]
) -> FileDetection:
    anomaly = scores.is_anomaly[rows]
    return FileDetection(
        source=scores.source_names[int(scores.source[rows[0]])],
        kinds=tuple(scores.kind_names[kind] for kind in np.unique(scores.kind[rows]).tolist()),
        n_normal=int((~anomaly).sum()),
        n_anomalies=int(anomaly.sum()),
        n_false_alarms=int((alarm[rows] & ~anomaly).sum()),
        n_found=int((alarm[rows] & anomaly).sum()),
        highest_score=float(scores.score[rows].max()),
    )


def _events(scores: AnomalyScores, alarm: NDArray[np.bool_]) -> Iterator[AnomalyEvent]:
    if not scores.has_sources:
        return
    for rows in _rows_by_source(scores):
        anomaly = scores.is_anomaly[rows]
        turns = np.flatnonzero(np.diff(anomaly.astype(np.int8), prepend=0, append=0))
        for start, stop in turns.reshape(-1, 2).tolist():
            yield _event(scores, alarm, rows[start:stop])


def _event(
    scores: AnomalyScores, alarm: NDArray[np.bool_], rows: NDArray[np.int64]
) -> AnomalyEvent:
    raised = np.flatnonzero(alarm[rows])
    first = int(raised[0]) if len(raised) else None
    return AnomalyEvent(
        source=scores.source_names[int(scores.source[rows[0]])],
        kind_name=scores.kind_names[int(scores.kind[rows[0]])],
        onset_offset=int(scores.offset[rows[0]]),
        n_samples=len(rows),
        alarm_offset=None if first is None else int(scores.offset[rows[first]]),
        n_before_alarm=len(rows) if first is None else first,
    )
