"""Columns beside predictions → counts by slice, on any engine or in memory."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from afterfit.analyses import compare_slices, plan_column
from afterfit.datasets.window_attributes import PREFIX
from afterfit.engines import Engine, TallyJob, tally_locally
from afterfit.errors import InputError
from afterfit.pipeline.slice_codes import coded_records, frame_of_columns, with_columns
from afterfit.readers import (
    PredictionTable,
    SlicedRecords,
    find_slice_columns,
    open_predictions,
    read_sliced_shard,
    survey_shard,
)
from afterfit.records import Predictions, Samples, SlicedPredictions, Slicing
from afterfit.results import SliceChanges
from afterfit.statistics import (
    SliceTally,
    SurveyTally,
    TallySettings,
    as_surveyed,
    tally_slices,
)

_SLICED_TASKS = ("classification", "regression", "forecasting", "anomaly", "detection")


def check_sliced_task(task: str, slices: Sequence[str]) -> None:
    """Refuse slices of a task that has none.

    Raises
    ------
    InputError
    """
    if slices and task not in _SLICED_TASKS:
        raise InputError(
            f"classifications, regressions, forecasts, anomaly scores and detections are sliced, "
            f"not the task {task!r}; leave it out",
            where="--slice",
        )


def plan_slicings(
    table: PredictionTable, wanted: Sequence[str], engine: Engine = tally_locally
) -> tuple[Slicing, ...]:
    """Return how the columns that *wanted* means are sliced, after one pass over these columns.

    Limits between ranges of numbers come from the rows of all files, variants and splits, and do
    not depend on shards or engine.

    Raises
    ------
    InputError
        When a column is not there, or is an id.
    """
    found = find_slice_columns(table, wanted)
    names = tuple(dict.fromkeys(name for columns in found for name in columns))
    if not names:
        return ()
    job: TallyJob[SurveyTally, SurveyTally] = TallyJob(
        table.shards, partial(survey_shard, table, names), _settings(table), as_surveyed
    )
    (survey,) = engine(job).values()
    plans = {
        name: plan_column(name, column) for name, column in zip(names, survey.columns, strict=True)
    }
    return tuple(Slicing(tuple(plans[name] for name in columns)) for columns in found)


def count_slices(
    table: PredictionTable, slicings: tuple[Slicing, ...], engine: Engine = tally_locally
) -> list[SliceTally]:
    """Return the counts by slice of each variant and split; one pass over the table."""
    if not slicings:
        return []
    job: TallyJob[SlicedPredictions, SliceTally] = TallyJob(
        table.shards, partial(read_sliced_shard, table, slicings), _settings(table), tally_slices
    )
    return list(engine(job).values())


def count_attributes(paths: Sequence[Path]) -> list[SliceTally]:
    """Return the counts by slice of what a run derived from its windows.

    Empty where the files hold no such columns.
    """
    table = open_predictions(paths) if paths else None
    if table is None or not any(name.startswith(PREFIX) for name in table.files[0].columns):
        return []
    return count_slices(table, plan_slicings(table, [f"{PREFIX}*"]))


def _settings(table: PredictionTable) -> TallySettings:
    return TallySettings.for_table(table.n_rows, len(table.class_names))


def count_sample_slices(
    predictions: Sequence[Predictions], splits: Sequence[Samples]
) -> list[SliceTally]:
    """Return the counts by slice of what models said of samples that hold columns to slice by.

    Raises
    ------
    InputError
        When a column is an id.
    """
    cells = {one.split: frame_of_columns(dict(one.columns), len(one)) for one in splits}
    read = SlicedRecords(
        tuple(predictions), tuple(cells[one.split] for one in predictions), splits[0].sliced
    )
    return [
        tally_slices(SlicedPredictions(one.rows, one.slicings, one.codes))
        for one in coded_records(read)
    ]


def count_slices_in_memory(
    predictions: Predictions, columns: Mapping[str, Sequence[object]]
) -> list[SliceTally]:
    """Return the counts by slice of predictions whose columns to slice by are at hand.

    Raises
    ------
    InputError
        When a column has not one value for each sample.
    """
    return [
        tally_slices(SlicedPredictions(one.rows, one.slicings, one.codes))
        for one in coded_records(with_columns(predictions, len(predictions), columns))
    ]


def changes_by_slice(sliced: Sequence[SliceTally]) -> tuple[SliceChanges, ...]:
    """Return what each other variant changes against the first, on the splits that both have."""
    references = {one.split: one for one in sliced if one.variant == sliced[0].variant}
    pairs = (
        (references[one.split], one)
        for one in sliced
        if one.variant != sliced[0].variant and one.split in references
    )
    changes = (compare_slices(*pair) for pair in pairs)
    return tuple(one for one in changes if one is not None)
