"""Shard of a table → records that leave scores in the columns of the file, where they can be."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.prediction_table import PredictionTable
from afterfit.readers.row_origins import RowOrigins, sealed
from afterfit.readers.shards import labels_of, left_out_before, predictions_in, word_of
from afterfit.readers.table_file import Shard
from afterfit.records import PredictionColumns, Predictions

if TYPE_CHECKING:
    import polars as pl

_FLOATS = ("Float32", "Float64")


def read_columns(
    table: PredictionTable, shard: Shard, by_name: bool = True
) -> tuple[Predictions | PredictionColumns, ...]:
    """Return the predictions of *shard* as `read_shard` does, without a matrix where possible.

    Sources of a file that does not number them have the order of their names, as counting wants
    them, unless *by_name* is false. Scores stay columns
    where each class has one, all of one kind of float and without gaps, and all rows are of one
    variant and split. Where a row is no probability, or anything else is wrong, `read_shard` has
    the last word.
    """
    rows = table.rows(shard, table.columns.names)
    columns, of_all = _columns(table, shard, rows), _variant_and_split(table, shard)
    if columns is not None and of_all is not None:
        try:
            return (_record(table, shard, rows, columns, *of_all, by_name),)
        except InputError:  # told below, with file and row
            pass
    return predictions_in(table, shard, rows)


def _columns(
    table: PredictionTable, shard: Shard, rows: "pl.DataFrame"
) -> tuple[NDArray[Any], ...] | None:
    """Return the columns of the scores; None unless they are probabilities as they are."""
    scores, notes = table.columns.scores, table.files[shard.file].notes
    if scores is None or not notes.has_scores or not len(rows):
        return None
    if scores.form != "one a class" or table.options.score_kind != "probabilities":
        return None
    columns = [rows[name] for name in scores.columns]
    kinds = {str(column.dtype) for column in columns}
    if len(kinds) > 1 or not kinds <= set(_FLOATS) or any(c.null_count() for c in columns):
        return None
    return tuple(column.to_numpy() for column in columns)


def _record(
    table: PredictionTable,
    shard: Shard,
    rows: "pl.DataFrame",
    columns: tuple[NDArray[Any], ...],
    variant: str,
    split: str,
    by_name: bool,
) -> PredictionColumns:
    file, labels = table.files[shard.file], labels_of(table)
    numbers = np.arange(shard.first_row, shard.first_row + len(rows))
    origins = RowOrigins(table, file, rows, numbers, by_name)
    return PredictionColumns(
        class_names=table.class_names,
        y_true=sealed(labels.codes(rows[labels.column], origins.place)),
        columns=columns,
        variant=variant,
        split=split,
        left_out=left_out_before(file, shard),
        **origins.of(None),
    )


def _variant_and_split(table: PredictionTable, shard: Shard) -> tuple[str, str] | None:
    """Return the one variant and split of all rows; None where a column tells them.

    Also None where names were given to files: which of their rows count, `read_shard` settles.
    """
    if table.only:
        return None
    file, columns, options = table.files[shard.file], table.columns, table.options
    variant = word_of(columns.variant, options.variant_name, table.variants[shard.file])
    split = word_of(columns.split, options.split_name, table.split_of(file))
    return (variant[1], split[1]) if variant[0] is split[0] is None else None
