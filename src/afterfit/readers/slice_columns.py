"""Columns of a table that are no predictions → what they hold, and the slice of each row."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.prediction_table import PredictionTable
from afterfit.readers.shards import predictions_with_rows
from afterfit.readers.table_file import Shard, TableFile
from afterfit.records import SliceColumn, SlicedPredictions, Slicing
from afterfit.statistics import ColumnSurvey, NumberLevels, SurveyTally
from afterfit.statistics.column_survey import MOST_TEXTS
from afterfit.wording import some_names

if TYPE_CHECKING:
    import polars as pl

WHERE = "--slice"


def find_slice_columns(
    table: PredictionTable, wanted: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the columns that *wanted* means, several together where combinations are wanted.

    Each is a name, a glob over the columns that are no predictions, or names with commas between
    them for their combinations.

    Raises
    ------
    InputError
        When there is no such column, or it holds lists.
    """
    return meant_columns(table.files, table.columns.names, wanted)


def meant_columns(
    files: Sequence[TableFile], taken: Iterable[str], wanted: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the columns of *files* that *wanted* means, globs leaving out those that are *taken*.

    See `find_slice_columns`.
    """
    lists = {name for file in files for name in file.lists}
    not_free = {*taken, *lists, "sample_id"}
    found = [columns for text in wanted for columns in _meant(files, not_free, text.strip())]
    return tuple(dict.fromkeys(found))


def _meant(files: Sequence[TableFile], taken: set[str], text: str) -> list[tuple[str, ...]]:
    names = files[0].columns
    if text in names or not set("*?[,") & set(text):
        return [(_present(files, text),)]
    if "," in text:
        parts = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
        return [tuple(_present(files, part) for part in parts)]
    names = tuple(name for name in names if all(name in file.columns for file in files))
    found: list[tuple[str, ...]] = [
        (name,) for name in names if name not in taken and fnmatchcase(name, text)
    ]
    if not found:
        free = [name for name in names if name not in taken]
        raise InputError(
            f"no column matches {text!r}; the columns that are no predictions are "
            f"{some_names(free, 20) or 'none'}",
            where=WHERE,
        )
    return found


def _present(files: Sequence[TableFile], name: str) -> str:
    for file in files:
        if name in file.lists:
            raise InputError(f"column {name!r} holds lists, which are no slices", where=WHERE)
        if name not in file.columns:
            raise InputError(
                f"there is no column {name!r}{_within(files, file)}"
                f"{did_you_mean(name, file.columns)}; the columns are "
                f"{some_names(file.columns, 20)}",
                where=WHERE,
            )
    return name


def _within(files: Sequence[TableFile], file: TableFile) -> str:
    return f" in {file.path}" if len(files) > 1 else ""


def survey_shard(
    table: PredictionTable, columns: tuple[str, ...], shard: Shard
) -> tuple[SurveyTally, ...]:
    """Return what *columns* hold in the rows of *shard*, scores not being read."""
    rows = table.rows(shard, columns)
    return (SurveyTally(tuple(survey_cells(rows[name]) for name in columns)),)


def survey_cells(cells: "pl.Series") -> ColumnSurvey:
    """Return the different values of some cells of one column."""
    texts = _texts(cells)
    numbers = _numbers(cells, texts)
    known, missing = ~np.isnan(numbers), _missing(cells, texts)
    words = texts.drop_nulls()
    counted = None if words.n_unique() > MOST_TEXTS else words.value_counts()
    return ColumnSurvey(
        n_rows=len(cells),
        n_missing=int(missing.sum()),
        n_words=int((~known & ~missing).sum()),
        texts=None if counted is None else dict(counted.iter_rows()),
        levels=NumberLevels.of(numbers[known]),
    )


def read_sliced_shard(
    table: PredictionTable, slicings: tuple[Slicing, ...], shard: Shard
) -> tuple[SlicedPredictions, ...]:
    """Return the predictions of *shard* with the slices of each row; see `read_shard`."""
    names = (column.name for slicing in slicings for column in slicing.columns)
    wanted = tuple(dict.fromkeys((*table.columns.names, *names)))
    parts = predictions_with_rows(table, shard, table.rows(shard, wanted))
    return tuple(
        SlicedPredictions(one, slicings, tuple(slices_of(slicing, rows) for slicing in slicings))
        for one, rows in parts
    )


def slices_of(slicing: Slicing, rows: "pl.DataFrame") -> NDArray[np.int64]:
    """Return the slice of each row, shape (n_rows,)."""
    return slicing.combined(
        tuple(slice_codes(column, rows[column.name]) for column in slicing.columns)
    )


def slice_codes(column: SliceColumn, cells: "pl.Series") -> NDArray[np.int64]:
    """Return the place of each cell in the names of *column*, shape (n_rows,)."""
    other, missing = len(column.values), len(column.values) + 1
    texts = _texts(cells)
    if column.kind == "words":
        places = {text: place for place, text in enumerate(column.values)}
        found = texts.replace_strict(places, default=other, return_dtype=_whole())
        return np.where(_missing(cells, texts), missing, found.to_numpy())
    numbers, limits = _numbers(cells, texts), np.array(column.numbers)
    if column.kind == "ranges":
        codes = np.searchsorted(limits, numbers, side="right")
    else:
        codes = np.minimum(np.searchsorted(limits, numbers), len(limits) - 1)
        codes = np.where(limits[codes] == numbers, codes, other)
    return np.where(np.isnan(numbers), missing, codes).astype(np.int64)


def _texts(cells: "pl.Series") -> "pl.Series":
    """Return cells as texts, null where they are empty."""
    import polars as pl

    texts = cells.cast(pl.String)
    return texts.set(texts.str.strip_chars() == "", None)


def _numbers(cells: "pl.Series", texts: "pl.Series") -> NDArray[np.float64]:
    """Return cells as numbers; nan where they are none."""
    import polars as pl

    source = cells if cells.dtype.is_numeric() else texts.str.strip_chars()
    numbers: Any = source.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    return np.asarray(numbers, dtype=np.float64)


def _missing(cells: "pl.Series", texts: "pl.Series") -> NDArray[np.bool_]:
    """Return which cells are empty, or say that they are no number."""
    return np.asarray((texts.is_null() | texts.str.to_lowercase().is_in(["nan"])).to_numpy())


def _whole() -> "pl.DataType":
    import polars as pl

    return pl.Int64()
