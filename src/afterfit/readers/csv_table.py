"""CSV and TSV → rows of a table."""

import csv
import io
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from afterfit.errors import InputError
from afterfit.readers.columns import Columns
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import (
    SAMPLE_ROWS,
    Shard,
    TableFile,
    readable,
    usual_rows_per_shard,
)
from afterfit.readers.text_rows import cut_text, row_ends, shard_bytes, text_start, text_stop

if TYPE_CHECKING:
    import polars as pl


def look(path: Path, options: ReadOptions) -> "tuple[TableFile, pl.DataFrame]":
    """Return columns and first rows of a CSV file; every cell is text."""
    with readable(path, "CSV"):
        lines = _first_lines(path) or [""]
        delimiter = options.delimiter or _delimiter(lines, path)
        if len(delimiter.encode()) != 1:
            raise InputError(f"the delimiter must be one character, got {delimiter!r}")
        cells = _cells(lines[0], delimiter)
        names = cells if options.header else [f"column_{i + 1}" for i in range(len(cells))]
        _check_names(names, path)
        file = TableFile(path, tuple(names), first_row=1 + options.header, delimiter=delimiter)
        start = _data_start(file)
        shard = _sample_shard(path, start)
        return file, _parse(file, shard, {}, file.columns)


def cut(file: TableFile, index: int, rows_per_shard: int | None) -> tuple[Shard, ...]:
    """Return the shards of a CSV file, found in one pass over its bytes."""
    most_rows = usual_rows_per_shard(len(file.columns))
    with readable(file.path, "CSV"):
        return cut_text(file.path, index, _data_start(file), True, rows_per_shard, most_rows)


def rows(
    file: TableFile, shard: Shard, columns: Columns, wanted: tuple[str, ...]
) -> "pl.DataFrame":
    """Return the *wanted* columns of a shard: scores as numbers, all others as text."""
    import polars as pl

    scores = columns.scores.columns if columns.scores else ()
    numbers = dict.fromkeys((name for name in scores if name in wanted), pl.Float64())
    with readable(file.path, "CSV"):
        try:
            return _parse(file, shard, numbers, wanted)
        except pl.exceptions.ComputeError as error:
            raise _bad_cell(file, shard, numbers) or error from None


def _first_lines(path: Path) -> list[str]:
    """Return the first line and the one below it, where there are such."""
    start, stop = text_start(path), text_stop(path)
    for ends in row_ends(path, start, stop, quoted=True) if start < stop else ():
        if len(ends):
            places = [start, *ends[:2].tolist()]
            with path.open("rb") as stream:
                stream.seek(start)
                text = [stream.read(end - begin) for begin, end in pairwise(places)]
            return [line.decode("utf-8").rstrip("\r\n") for line in text]
    return []


def _data_start(file: TableFile) -> int:
    start = text_start(file.path)
    if file.first_row == 1:
        return start
    for ends in row_ends(file.path, start, text_stop(file.path), quoted=True):
        if len(ends):
            return int(ends[0])
    return start


def _delimiter(lines: list[str], path: Path) -> str:
    """Return the first delimiter that cuts both lines into the same number of cells, 2 or more."""
    order = "\t,;|" if path.suffix.lower() == ".tsv" else ",\t;|"
    widths = {mark: [len(_cells(line, mark)) for line in lines] for mark in order}
    for mark, found in widths.items():
        if len(set(found)) == 1 and found[0] > 1:
            return mark
    return max(order, key=lambda mark: widths[mark][0])


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
    except (csv.Error, TypeError) as error:
        raise ValueError(f"its first line: {error}") from None


def _check_names(names: list[str], path: Path) -> None:
    if not any(names):
        raise InputError("is empty; the first line must name the columns", where=str(path))
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            f"column {twice!r} is there twice; names must differ "
            "(if the first row is data already, pass --no-header)",
            where=str(path),
        )


def _sample_shard(path: Path, start: int) -> Shard | None:
    stop = text_stop(path)
    for ends in row_ends(path, start, stop, quoted=True) if start < stop else ():
        n_rows = min(len(ends), SAMPLE_ROWS)
        if n_rows:
            return Shard(0, 0, n_rows, start, int(ends[n_rows - 1]))
    return None


def _parse(
    file: TableFile,
    shard: Shard | None,
    numbers: "dict[str, pl.Float64]",
    wanted: tuple[str, ...],
) -> "pl.DataFrame":
    import polars as pl

    if shard is None:
        return pl.DataFrame(schema=dict.fromkeys(wanted, pl.String))
    # A header of our own tells polars how many cells a row has, whatever the first row holds.
    header = file.delimiter.join(str(place) for place in range(len(file.columns)))
    text = b"\n".join((header.encode(), shard_bytes(file.path, shard)))
    place_of = {name: str(place) for place, name in enumerate(file.columns)}
    schema: dict[str, pl.DataType] = {
        place_of[name]: numbers.get(name, pl.String()) for name in file.columns
    }
    places = sorted((place_of[name] for name in wanted), key=int)
    table = pl.read_csv(text, separator=file.delimiter, schema=schema, columns=places)
    if len(table) != shard.n_rows:
        raise InputError(
            f"rows {file.first_row + shard.first_row} to "
            f"{file.first_row + shard.first_row + shard.n_rows - 1} read as {len(table)} rows; "
            "quotes must stand around whole cells, and be doubled within them",
            where=str(file.path),
        )
    return table.select(pl.col(place_of[name]).alias(name) for name in wanted)


def _comma_hint(text: str) -> str:
    """Return what to do about a decimal comma; empty where there is none."""
    return "; save it with decimal points" if re.fullmatch(r"\s*-?\d+,\d+\s*", text) else ""


def _bad_cell(file: TableFile, shard: Shard, numbers: "dict[str, pl.Float64]") -> InputError | None:
    """Return what to say of the first cell that should be a number and is not."""
    import polars as pl

    texts = _parse(file, shard, {}, tuple(numbers))
    casts = texts.select(pl.all().cast(pl.Float64, strict=False).is_null() & pl.all().is_not_null())
    wrong = casts.select(pl.any_horizontal(pl.all()).arg_true().first().alias("row"))["row"][0]
    if wrong is None:
        return None
    name = next(name for name in numbers if casts[name][wrong])
    return InputError(
        f"column {name!r} must hold numbers, got {texts[name][wrong]!r}"
        f"{_comma_hint(texts[name][wrong])}",
        where=file.place(shard.first_row + wrong),
    )
