"""NPZ, named NumPy arrays → rows of a table; nothing in it is unpickled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.columns import Columns
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import (
    SAMPLE_ROWS,
    FileNotes,
    Shard,
    TableFile,
    even_cuts,
    readable,
    usual_rows_per_shard,
)

if TYPE_CHECKING:
    import polars as pl

_CLASSES = ("classes", "class_names")


def look(path: Path, options: ReadOptions) -> "tuple[TableFile, pl.DataFrame]":
    """Return the arrays that have one entry a row, and their first rows."""
    with _members(path) as members:
        shapes = {name: _header(members, name, path)[0] for name in members}
        names = tuple(name for name in members if name not in _CLASSES and shapes[name])
        notes = _notes(members)
    _check_lengths({name: shapes[name] for name in names}, path)
    lists = frozenset(name for name in names if len(shapes[name]) == 2)
    file = TableFile(path, names, lists, notes=notes)
    n_rows = min((shapes[name][0] for name in names), default=0)
    return file, _frame(file, Shard(0, 0, min(n_rows, SAMPLE_ROWS)), names)


def cut(file: TableFile, index: int, rows_per_shard: int | None) -> tuple[Shard, ...]:
    """Return shards of even size; the headers of the arrays alone are read."""
    with _members(file.path) as members:
        shapes = [_header(members, name, file.path)[0] for name in file.columns]
    n_values = sum(int(np.prod(shape[1:])) for shape in shapes)
    return even_cuts(shapes[0][0], index, rows_per_shard or usual_rows_per_shard(n_values))


def rows(
    file: TableFile, shard: Shard, columns: Columns, wanted: tuple[str, ...]
) -> "pl.DataFrame":
    """Return the *wanted* arrays of a shard, those of two dimensions as columns of arrays."""
    return _frame(file, shard, wanted)


def _frame(file: TableFile, shard: Shard, wanted: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl

    with _members(file.path) as members:
        return pl.DataFrame({name: _rows_of(members, name, file.path, shard) for name in wanted})


@contextmanager
def _members(path: Path) -> Iterator["_Members"]:
    with readable(path, "NPZ"):
        try:
            with ZipFile(path) as archive:
                yield _Members(archive)
        except (BadZipFile, NotImplementedError, RuntimeError) as error:  # damaged, unknown, locked
            raise ValueError(error) from None


class _Members(dict[str, str]):
    """Array name → member of the archive, and the archive that holds them."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        names = [name for name in archive.namelist() if name.endswith(".npy")]
        super().__init__({name.removesuffix(".npy"): name for name in names})

    def open(self, name: str) -> IO[bytes]:
        return self.archive.open(self[name])


def _header(
    members: _Members, name: str, path: Path
) -> tuple[tuple[int, ...], bool, "np.dtype[Any]"]:
    with members.open(name) as stream:
        return _read_header(stream, name, path)


def _read_header(
    stream: IO[bytes], name: str, path: Path
) -> tuple[tuple[int, ...], bool, "np.dtype[Any]"]:
    version = np.lib.format.read_magic(stream)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }.get(version)
    if read is None:
        raise InputError(f"array {name!r} is of an unknown version of NPY", where=str(path))
    shape, by_column, dtype = read(stream)
    if dtype.kind not in "biufUS" or len(shape) > 2:
        raise InputError(
            f"array {name!r} holds {dtype} of shape {shape}; arrays of one or two dimensions that "
            "hold numbers or text are read, objects are not (use labels.astype(str))",
            where=str(path),
        )
    return shape, by_column, dtype


def _rows_of(members: _Members, name: str, path: Path, shard: Shard) -> NDArray[Any]:
    """Return the rows of one array without holding the others, where the layout allows it."""
    with members.open(name) as stream:
        shape, by_column, dtype = _read_header(stream, name, path)
        if by_column and len(shape) == 2:
            whole = np.frombuffer(stream.read(), dtype=dtype).reshape(shape, order="F")
            return np.ascontiguousarray(whole[shard.first_row : shard.first_row + shard.n_rows])
        width = dtype.itemsize * int(np.prod(shape[1:]))
        stream.seek(stream.tell() + shard.first_row * width)
        values = np.frombuffer(stream.read(shard.n_rows * width), dtype=dtype)
    values = np.char.decode(values, "utf-8") if dtype.kind == "S" else values
    return values.astype(dtype.newbyteorder("=")).reshape(shard.n_rows, *shape[1:])


def _notes(members: _Members) -> FileNotes:
    classes = next((_small(members, name) for name in _CLASSES if name in members), None)
    return FileNotes(
        class_names=None if classes is None else tuple(map(str, np.ravel(classes).tolist())),
        variant=_word(members, "variant"),
        split=_word(members, "split"),
    )


def _word(members: _Members, name: str) -> str | None:
    if name not in members:
        return None
    value = _small(members, name)
    return str(value) if value.ndim == 0 else None


def _small(members: _Members, name: str) -> NDArray[Any]:
    with members.open(name) as stream:
        array: NDArray[Any] = np.lib.format.read_array(stream, allow_pickle=False)
    return array


def _check_lengths(shapes: dict[str, tuple[int, ...]], path: Path) -> None:
    first = next(iter(shapes), None)
    for name, shape in shapes.items():
        if first is not None and shape[0] != shapes[first][0]:
            raise InputError(
                f"arrays must have one entry a row, but {first!r} has {shapes[first][0]} and "
                f"{name!r} has {shape[0]}",
                where=str(path),
            )
