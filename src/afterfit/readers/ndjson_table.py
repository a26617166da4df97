"""NDJSON, one JSON object a line → rows of a table."""

import io
import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from afterfit.readers.text_rows import cut_text, shard_bytes, text_start

if TYPE_CHECKING:
    import polars as pl


def look(path: Path, options: ReadOptions) -> "tuple[TableFile, pl.DataFrame]":
    """Return the keys of the first objects, and their values; all but lists as text."""
    import polars as pl

    with readable(path, "NDJSON"), path.open("rb") as stream:
        stream.seek(text_start(path))
        objects = [
            _object(line, f"{path}, row {row}")
            for row, line in enumerate(islice(stream, SAMPLE_ROWS), start=1)
            if line.strip()
        ]
    names = tuple(dict.fromkeys(name for one in objects for name in one))
    lists = frozenset(n for n in names if any(isinstance(one.get(n), list) for one in objects))
    sample = {
        name: pl.Series(
            [one.get(name) if name in lists else _text(one.get(name)) for one in objects],
            dtype=None if name in lists else pl.String,
            strict=False,
        )
        for name in names
    }
    return TableFile(path, names, lists), pl.DataFrame(sample)


def cut(file: TableFile, index: int, rows_per_shard: int | None) -> tuple[Shard, ...]:
    """Return the shards of a file, found in one pass over its bytes."""
    most_rows = usual_rows_per_shard(len(file.columns))
    with readable(file.path, "NDJSON"):
        start = text_start(file.path)
        return cut_text(file.path, index, start, False, rows_per_shard, most_rows)


def rows(
    file: TableFile, shard: Shard, columns: Columns, wanted: tuple[str, ...]
) -> "pl.DataFrame":
    """Return the *wanted* columns of a shard: scores as numbers, lists as lists, else text."""
    import polars as pl

    schema = _schema(file, columns, wanted)
    text = shard_bytes(file.path, shard)
    with readable(file.path, "NDJSON"):
        try:
            table = pl.read_ndjson(io.BytesIO(text), schema=schema)
        except pl.exceptions.PolarsError:
            # Python writes NaN, which JSON does not know; the careful way also names the place.
            table = _read_carefully(file, shard, text, schema)
    if len(table) != shard.n_rows:
        raise InputError(
            f"rows {shard.first_row + 1} to {shard.first_row + shard.n_rows} hold {len(table)} "
            "objects; each line must hold one, and no line may be blank",
            where=str(file.path),
        )
    return table


def _schema(file: TableFile, columns: Columns, wanted: tuple[str, ...]) -> "dict[str, pl.DataType]":
    import polars as pl

    scores = columns.scores.columns if columns.scores else ()

    def kind(name: str) -> pl.DataType:
        single = pl.Float64() if name in scores else pl.String()
        return pl.List(single) if name in file.lists else single

    return {name: kind(name) for name in wanted}


def _read_carefully(
    file: TableFile, shard: Shard, text: bytes, schema: "dict[str, pl.DataType]"
) -> "pl.DataFrame":
    import polars as pl

    columns: dict[str, list[Any]] = {name: [] for name in schema}
    for row, line in enumerate(text.split(b"\n") if text else (), start=shard.first_row):
        if not line.strip():
            continue
        one = _object(line, file.place(row))
        for name, kind in schema.items():
            columns[name].append(_value(one.get(name), kind, name, file.place(row)))
    return pl.DataFrame(columns, schema=schema)


def _value(value: Any, kind: "pl.DataType", name: str, where: str) -> Any:
    import polars as pl

    if value is None:
        return None
    if isinstance(kind, pl.List):
        if not isinstance(value, list):
            raise InputError(f"{name!r} must hold a list, got {json.dumps(value)}", where=where)
        inner = pl.Float64() if kind.inner == pl.Float64 else pl.String()
        return [_value(one, inner, name, where) for one in value]
    if kind == pl.String:
        return _text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{name!r} must hold numbers, got {json.dumps(value)}", where=where)
    return float(value)


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        one = json.loads(line)
    except ValueError as error:
        raise InputError(f"is not a JSON object: {error}", where=where) from None
    if not isinstance(one, dict):
        raise InputError(f"must be a JSON object, {{…}}, got {line[:40].decode()}", where=where)
    return one


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)
