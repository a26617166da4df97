"""Shard of a table → records that leave scores in the columns of the file, where they can be."""

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from afterfit.errors import InputError
from afterfit.readers.columns import Scores
from afterfit.readers.prediction_table import PredictionTable
from afterfit.readers.row_origins import RowOrigins
from afterfit.readers.shards import labels_of, left_out_before, predictions_in, word_of
from afterfit.readers.table_file import Shard
from afterfit.records import NONE_LEFT_OUT, PredictionColumns, Predictions, SourceRuns

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
    variant and split; rows that a file holds in several pieces are as many records, none copied.
    Where a row is no probability, or anything else is wrong, `read_shard` has the last word.
    """
    rows = table.rows(shard, table.columns.names)
    scores, of_all = table.columns.scores, _variant_and_split(table, shard)
    if scores is not None and of_all is not None and _stay(scores, table, shard, rows):
        try:
            return tuple(
                _record(table, shard, rows[piece], piece.start, scores.columns, of_all, by_name)
                for piece in _pieces(rows)
            )
        except InputError:  # told below, with file and row
            pass
    return predictions_in(table, shard, rows)


def _pieces(rows: "pl.DataFrame") -> list[slice]:
    """Return the rows of each piece of memory; all at once where columns are cut in other ways."""
    lengths = {tuple(column.chunk_lengths()) for column in rows.iter_columns()}
    ends = list(accumulate(lengths.pop())) if len(lengths) == 1 else [len(rows)]
    return [slice(start, end) for start, end in pairwise([0, *ends]) if start < end]


def _stay(scores: Scores, table: PredictionTable, shard: Shard, rows: "pl.DataFrame") -> bool:
    """Return whether the *scores* are probabilities as they are."""
    if not table.files[shard.file].notes.has_scores or not len(rows):
        return False
    if scores.form != "one a class" or table.options.score_kind != "probabilities":
        return False
    schema = rows.schema
    kinds = {str(schema[name]) for name in scores.columns}
    if len(kinds) > 1 or not kinds <= set(_FLOATS):
        return False
    return not any(rows[name].null_count() for name in scores.columns)


def _record(
    table: PredictionTable,
    shard: Shard,
    rows: "pl.DataFrame",
    rows_before: int,
    scores: tuple[str, ...],
    of_all: tuple[str, str],
    by_name: bool,
) -> PredictionColumns:
    file, labels = table.files[shard.file], labels_of(table)
    first = shard.first_row + rows_before
    origins = RowOrigins(table, file, rows, range(first, first + len(rows)), by_name)
    runs, names = origins.runs(None)
    return PredictionColumns(
        class_names=table.class_names,
        y_true=labels.codes(rows[labels.column], origins.place, np.int32),
        columns=tuple(rows[name].to_numpy() for name in scores),
        runs=SourceRuns(*runs),
        source_names=names,
        offset=origins.offsets(),
        variant=of_all[0],
        split=of_all[1],
        has_sources=origins.has_sources,
        left_out=NONE_LEFT_OUT if rows_before else left_out_before(file, shard),
        rows_before=rows_before,
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
