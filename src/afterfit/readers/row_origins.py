"""Rows of a table → which file, recording and place each came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.prediction_table import PredictionTable
from afterfit.readers.table_file import TableFile

if TYPE_CHECKING:
    import polars as pl

_FEW = 5000
"""Texts that are looked up one by one before polars has made a type of the names."""
NO_SOURCE = ""
"""Name of the one source of rows whose file names none."""
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RowOrigins:
    """Where the rows of one shard came from."""

    table: PredictionTable
    file: TableFile
    rows: "pl.DataFrame"
    numbers: Codes | range
    """Place of each row in its file, from 0."""
    by_name: bool = False
    """Whether sources are numbered by name, as counting wants them, not as they come."""

    def place(self, row: int) -> str:
        """Return file and row for a message."""
        return self.file.place(int(self.numbers[row]))

    def of(self, rows: Codes | None) -> dict[str, Any]:
        """Return where some rows, or all, came from, as the records want it."""
        (codes, lengths), names = self.runs(rows)
        offsets = np.asarray(self.offsets())
        return {
            "source": sealed(np.repeat(codes, lengths)),
            "source_names": names,
            "offset": sealed(offsets if rows is None else offsets[rows]),
            "has_sources": self.has_sources,
        }

    @property
    def has_sources(self) -> bool:
        """Whether the file names them."""
        return self.table.columns.source is not None and self.file.notes.has_sources

    def offsets(self) -> Codes | range:
        """Return the place of each row in its recording; its place in the file if none is told."""
        import polars as pl

        name = self.table.columns.offset
        if name is None:
            return self.numbers
        values = self.rows[name]
        if values.dtype.is_float():
            values = values.set(values != values.round(), None)
        values = values.cast(pl.Int64, strict=False)
        missing = values.is_null().arg_true()
        if len(missing):
            raise InputError(
                f"column {name!r} must hold whole numbers, got {self.rows[name][missing[0]]!r}",
                where=self.place(missing[0]),
            )
        return values.to_numpy()

    def runs(self, rows: Codes | None) -> tuple[tuple[Codes, Codes], tuple[str, ...]]:
        """Return the sources of some rows, or all: those of rows that follow each other, once.

        Returns
        -------
        tuple
            Indices of sources and how many rows each has; and the names of all sources.
        """
        name = self.table.columns.source
        if name is None:
            n_rows = len(self.rows) if rows is None else len(rows)
            one = np.ones(min(n_rows, 1), dtype=np.int64)
            return (one * 0, one * n_rows), (NO_SOURCE,)
        texts = self._texts(name)
        # Rows of one recording mostly follow each other, so a text is looked up once a run.
        runs = (texts if rows is None else texts[rows]).rle().struct.unnest()
        lengths = runs["len"].to_numpy().astype(np.int64)
        known = self.file.notes.source_names
        if known is None:
            known = _distinct(runs["value"])
            known = tuple(sorted(known)) if self.by_name else known
        codes = _places(runs["value"], known)
        if (codes < 0).any():
            run = int((codes < 0).argmax())
            first = int(lengths[:run].sum())
            row = first if rows is None else int(rows[first])
            raise InputError(
                f"column {name!r} holds {self.rows[name][row]!r}, which is no known source",
                where=self.place(row),
            )
        return (codes, lengths), known

    def _texts(self, name: str) -> "pl.Series":
        import polars as pl

        return self.rows[name].cast(pl.String)


def _distinct(texts: "pl.Series") -> tuple[str, ...]:
    """Return each text once, in the order in which they come."""
    if len(texts) >= _FEW:
        texts = texts.unique(maintain_order=True)
    return tuple(dict.fromkeys(text for text in texts.to_list() if text is not None))


def _places(texts: "pl.Series", names: Sequence[str]) -> Codes:
    """Return the index of each text in *names*, which differ; -1 where it is none of them."""
    import polars as pl

    if len(texts) < _FEW:
        place: dict[str | None, int] = {name: index for index, name in enumerate(names)}
        return np.array([place.get(text, -1) for text in texts.to_list()], dtype=np.int64)
    places = texts.cast(pl.Enum(names), strict=False).to_physical()
    return np.asarray(places.cast(pl.Int64).fill_null(-1).to_numpy())


def sealed(values: Any) -> Any:
    """Return *values* read-only where nobody else can write to them, so that none copies them."""
    if values.base is None:
        values.flags.writeable = False
    return values
