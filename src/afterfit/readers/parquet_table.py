"""Parquet → rows of a table."""

from pathlib import Path
from typing import TYPE_CHECKING

from afterfit.readers.columns import Columns
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import (
    SAMPLE_ROWS,
    Shard,
    TableFile,
    even_cuts,
    read_notes,
    readable,
    usual_rows_per_shard,
)

if TYPE_CHECKING:
    import polars as pl


def look(path: Path, options: ReadOptions) -> "tuple[TableFile, pl.LazyFrame]":
    """Return columns, first rows (not yet read) and what afterfit noted about its own file."""
    import polars as pl

    with readable(path, "Parquet"):
        table = _scan(path)
        schema = table.collect_schema()
        lists = frozenset(name for name, kind in schema.items() if kind.is_nested())
        notes = read_notes(pl.read_parquet_metadata(path), path)
    return TableFile(path, tuple(schema), lists, notes=notes), table.head(SAMPLE_ROWS)


def cut(file: TableFile, index: int, rows_per_shard: int | None) -> tuple[Shard, ...]:
    """Return shards of even size; the metadata alone is read."""
    import polars as pl

    with readable(file.path, "Parquet"):
        n_rows: int = _scan(file.path).select(pl.len()).collect().item()
    return even_cuts(n_rows, index, rows_per_shard or usual_rows_per_shard(len(file.columns)))


def rows(
    file: TableFile, shard: Shard, columns: Columns, wanted: tuple[str, ...]
) -> "pl.DataFrame":
    """Return the *wanted* columns of a shard."""
    import polars as pl

    with readable(file.path, "Parquet"):
        part = _scan(file.path).slice(shard.first_row, shard.n_rows)
        return part.select(pl.col(name) for name in wanted).collect()


def _scan(path: Path) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_parquet(path, glob=False, hive_partitioning=False)
