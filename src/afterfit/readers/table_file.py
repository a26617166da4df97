"""One file of a table: what is known of it before its rows are read, and how it is cut."""

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from afterfit.errors import InputError, why_unreadable
from afterfit.readers.columns import Columns
from afterfit.readers.read_options import ReadOptions
from afterfit.records import NONE_LEFT_OUT, LeftOut

if TYPE_CHECKING:
    import polars as pl

SAMPLE_ROWS = 1000
"""Rows of each file that are looked at to learn what its columns hold."""


@dataclass(frozen=True, slots=True)
class FileNotes:
    """What a file says of itself beside its rows; None where it does not."""

    class_names: tuple[str, ...] | None = None
    source_names: tuple[str, ...] | None = None
    variant: str | None = None
    split: str | None = None
    has_scores: bool = True
    has_sources: bool = True
    left_out: LeftOut = NONE_LEFT_OUT
    units: tuple[str, ...] | None = None
    """Of predicted numbers, in their order."""
    season: int | None = None
    task: str | None = None
    """What is predicted, as `ReadOptions.task` names it."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file whose columns are known."""

    path: Path
    columns: tuple[str, ...]
    """Names, in the order of the file."""
    lists: frozenset[str] = frozenset()
    """Columns that hold lists or arrays of numbers."""
    first_row: int = 1
    """Number of the first row of data, as an editor shows it: 2 below a header."""
    delimiter: str = ","
    notes: FileNotes = FileNotes()

    def place(self, row: int) -> str:
        """Return file and row for a message; *row* counts the rows of data from 0."""
        return f"{self.path}, row {self.first_row + row}"


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive rows of one file."""

    file: int
    """Index into the files of the table."""
    first_row: int
    """Rows of data of the file before this shard."""
    n_rows: int
    byte_start: int = 0
    """Where the rows start and end in a file of text; 0 in others."""
    byte_stop: int = 0


class TableFormat(Protocol):
    """What each format does; the modules of this package named ``*_table`` do it."""

    def look(
        self, path: Path, options: ReadOptions
    ) -> "tuple[TableFile, pl.DataFrame | pl.LazyFrame]":
        """Return what is known of a file, and its first rows (`SAMPLE_ROWS`)."""

    def cut(self, file: TableFile, index: int, rows_per_shard: int | None) -> tuple[Shard, ...]:
        """Return the shards of a file, in order; *index* is its place among the files."""

    def rows(
        self, file: TableFile, shard: Shard, columns: Columns, wanted: tuple[str, ...]
    ) -> "pl.DataFrame":
        """Return the *wanted* columns of a shard; scores are numbers, null where there is none."""


def usual_rows_per_shard(n_values: int) -> int:
    """Return how many rows of *n_values* numbers make a shard of at most 64 MB as float64.

    A power of two, since writers of Parquet like them for their row groups.

    Examples
    --------
    >>> usual_rows_per_shard(10), usual_rows_per_shard(1000)
    (524288, 8192)
    """
    return 1 << max(0, ((1 << 23) // max(1, n_values)).bit_length() - 1)


def even_cuts(n_rows: int, index: int, rows_per_shard: int) -> tuple[Shard, ...]:
    """Return shards of *rows_per_shard* rows, the last one shorter."""
    return tuple(
        Shard(index, start, min(rows_per_shard, n_rows - start))
        for start in range(0, n_rows, rows_per_shard)
    )


@contextmanager
def readable(path: Path, kind: str) -> Iterator[None]:
    """Turn what goes wrong while a file is read into an `InputError` that names it."""
    import polars as pl

    errors = (
        OSError,
        zlib.error,
        ValueError,
        EOFError,
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    )
    try:
        yield
    except InputError:
        raise
    except errors as error:
        reason = str(error).strip().split("\n")[0]
        if isinstance(error, UnicodeDecodeError):
            reason = why_unreadable(error)
        raise InputError(f"cannot be read as {kind}: {reason}", where=str(path)) from None


def read_notes(metadata: Mapping[str, str], path: Path) -> FileNotes:
    """Return what afterfit noted in the metadata of *path* when it wrote the file."""
    if "afterfit" not in metadata:
        return FileNotes()
    try:
        meta: Any = json.loads(metadata["afterfit"])
        return FileNotes(
            class_names=_texts(meta["class_names"]) if "class_names" in meta else None,
            source_names=_texts(meta["source_names"], differ=True),
            variant=str(meta["variant"]),
            split=str(meta["split"]),
            has_scores=bool(meta.get("has_scores", True)),
            has_sources=bool(meta.get("has_sources", True)),
            left_out=LeftOut(**meta.get("left_out", {})),
            units=_texts(meta["units"]) if "units" in meta else None,
            season=meta.get("season"),
            task=str(meta["task"]) if "task" in meta else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"its metadata under 'afterfit' is damaged ({error}); write the file again",
            where=str(path),
        ) from None


def _texts(values: Any, differ: bool = False) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError("names must be a list of texts")
    if differ and len(set(values)) < len(values):
        raise ValueError("source_names must differ")
    return tuple(values)
