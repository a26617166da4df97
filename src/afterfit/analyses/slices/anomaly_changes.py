"""What a candidate's alarms change in each slice against its reference."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.comparison import in_order_of
from afterfit.analyses.anomaly.samples import scope_of_scores
from afterfit.analyses.slices.anomaly_slices import change_estimate, correct_both
from afterfit.analyses.slices.row_table import RowTable, row_tables
from afterfit.records import AnomalyScores, Slicing
from afterfit.results import (
    AnomalySliceChange,
    AnomalySliceChanges,
    ChosenK,
    NoChosenK,
    RateChange,
)

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Chosen = ChosenK | NoChosenK


def compare_anomaly_slices(
    reference: AnomalyScores,
    candidate: AnomalyScores,
    chosen: tuple[Chosen, Chosen],
    slicings: Sequence[Slicing],
    codes: Sequence[Codes],
) -> AnomalySliceChanges | None:
    """Return the change of false alarms and of anomalies found in each slice.

    Each variant raises alarms at its own threshold; changes are paired by sample, and recordings
    are respected. None where one of them has no threshold, or nobody named the anomalies.

    Parameters
    ----------
    reference, candidate : AnomalyScores
    chosen : pair of ChosenK or NoChosenK
        The threshold of each.
    slicings : sequence of Slicing
    codes : sequence of arrays of shape (n_samples,)
        For each slicing the slice of each sample of the reference.

    Raises
    ------
    InputError
        When the two were not tested on the same samples.
    """
    candidate = in_order_of(reference, candidate)
    one, other = chosen
    if isinstance(one, NoChosenK) or isinstance(other, NoChosenK) or not reference.has_labels:
        return None
    before, after = reference.score > one.threshold, candidate.score > other.threshold
    rows = [
        row
        for table in row_tables(reference, slicings, codes)
        for row in _rows(table, before, after, reference.is_anomaly)
    ]
    corrected, n_tested = correct_both(rows)
    return AnomalySliceChanges(
        scope_of_scores(reference), scope_of_scores(candidate), corrected, n_tested
    )


def _rows(
    table: RowTable, before: Mask, after: Mask, anomaly: Mask
) -> Iterator[AnomalySliceChange]:
    normal = _changes("false_positive_rate", table, before, after, ~anomaly)
    anomalies = _changes("recall", table, before, after, anomaly)
    for place, name in enumerate(table.names):
        yield AnomalySliceChange(table.slicing.name, name, normal[place], anomalies[place])


def _changes(
    metric: str, table: RowTable, before: Mask, after: Mask, among: Mask
) -> list[RateChange]:
    contrast = table.contrast_change(before, after, among)
    n = table.sizes(among)
    shares = [table.sizes(alarm & among) / np.where(n > 0, n, np.nan) for alarm in (before, after)]
    return [
        RateChange(
            n_samples=int(n[place]),
            reference=float(shares[0][place]),
            candidate=float(shares[1][place]),
            change=change_estimate(
                metric,
                contrast.inside[place],
                [end[place] for end in contrast.inside_ends],
                int(n[place]),
            ),
            change_elsewhere=change_estimate(
                metric,
                contrast.outside[place],
                [end[place] for end in contrast.outside_ends],
                int(n.sum() - n[place]),
            ),
            p_value=float(contrast.p_value[place]),
        )
        for place in range(len(table.names))
    ]
