"""Columns beside anomaly scores → the alarms in each slice."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from afterfit.analyses import compare_anomaly_slices, measure_anomaly_slices
from afterfit.errors import InputError
from afterfit.pipeline.error_slicing import derived_columns
from afterfit.pipeline.slice_codes import Coded, coded_records
from afterfit.readers import ReadOptions, SlicedRecords, read_sliced_anomaly_scores
from afterfit.records import AnomalyScores
from afterfit.results import AnomalySliceChanges, AnomalySlices, ChosenK, NoChosenK

Chosen = Mapping[str, ChosenK | NoChosenK]


def slice_alarms(
    read: SlicedRecords[AnomalyScores], chosen: Chosen
) -> tuple[tuple[AnomalySlices, ...], tuple[AnomalySliceChanges, ...]]:
    """Return the alarms in each slice, one result a record, and what other variants change.

    Parameters
    ----------
    read : SlicedRecords of AnomalyScores
        The reference variant first.
    chosen : mapping of str to ChosenK or NoChosenK
        The recommended threshold of each variant.

    Raises
    ------
    InputError
        When a column is an id.
    """
    coded = list(coded_records(read))
    slices = tuple(
        measure_anomaly_slices(one.rows, chosen[one.rows.variant], one.slicings, one.codes)
        for one in coded
    )
    return slices, tuple(_changes(coded, chosen))


def _changes(
    coded: Sequence[Coded[AnomalyScores]], chosen: Chosen
) -> Iterator[AnomalySliceChanges]:
    """Give the changes against the first variant, on the same samples of a split.

    Other samples are refused where the variants themselves are compared, with the reason.
    """
    for candidate in coded:
        scores = candidate.rows
        one = _reference(coded, scores.split)
        if one is None or scores.variant == one.rows.variant:
            continue
        both = chosen[one.rows.variant], chosen[scores.variant]
        try:
            found = compare_anomaly_slices(one.rows, scores, both, one.slicings, one.codes)
        except InputError:
            continue
        if found is not None:
            yield found


def _reference(coded: Sequence[Coded[AnomalyScores]], split: str) -> Coded[AnomalyScores] | None:
    """Return the first variant on *split*; None where it was not tested there."""
    first = coded[0].rows.variant
    return next((o for o in coded if (o.rows.variant, o.rows.split) == (first, split)), None)


def read_attributed_scores(paths: Sequence[Path]) -> SlicedRecords[AnomalyScores]:
    """Return the scores of a run with what it derived from its windows, where it did."""
    return read_sliced_anomaly_scores(
        paths, slices=derived_columns(paths, ReadOptions(task="anomaly"))
    )
