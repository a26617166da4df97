"""Files of predicted numbers → matrices, with where each row is from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.columns import Columns, Scores
from afterfit.readers.number_columns import NumberColumns, find_number_columns
from afterfit.readers.prediction_files import find_prediction_files
from afterfit.readers.prediction_table import format_of
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.slice_columns import meant_columns
from afterfit.readers.table_file import Shard, TableFile
from afterfit.readers.told_names import split_of_file, variants_of_files
from afterfit.records import N_EXAMPLES, LeftOut
from afterfit.wording import agreeing, counted

if TYPE_CHECKING:
    import polars as pl

Floats = NDArray[np.float64]
MOST_VALUES = 60_000_000
"""Numbers of all files together that are held at once, 480 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class NumberRows:
    """Rows of one variant and split in one file."""

    file: TableFile
    columns: NumberColumns
    true: Floats
    """Shape (n_rows, n_numbers); lists are spread into numbers."""
    said: Floats
    past: Floats
    source: tuple[str, ...] | None
    """Name of each row's source; None where no column tells it."""
    offset: NDArray[np.int64]
    variant: str
    split: str
    left_out: LeftOut
    cells: "pl.DataFrame"
    """Columns to slice by that were asked for, of the same rows."""


def read_number_rows(
    paths: str | Path | Sequence[str | Path], options: ReadOptions, slices: Sequence[str] = ()
) -> tuple[NumberRows, ...]:
    """Return the rows of all files, one part a file, variant and split, in order of appearance.

    *slices* means columns that are no numbers to compare, as `find_slice_columns` has it; their
    cells come along.

    Raises
    ------
    InputError
        Files, columns or cells that cannot be used, rows without a number unless
        ``options.on_bad_rows`` is "drop", and files too large to be held.
    """
    given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    files = find_prediction_files(given)
    looks = [format_of(path).look(path, options)[0] for path in files]
    columns = [find_number_columns(file, options) for file in looks]
    cuts = [format_of(file.path).cut(file, i, None) for i, file in enumerate(looks)]
    _check_size(columns, cuts)
    names = variants_of_files(looks, options)
    parts = [
        part
        for file, found, shards, name in zip(looks, columns, cuts, names, strict=True)
        for part in _parts(file, found, shards, name, options, slices)
    ]
    if not parts:
        raise InputError(f"no rows: {files[0]} has columns but no predictions")
    return tuple(parts)


def _check_size(columns: Sequence[NumberColumns], cuts: Sequence[tuple[Shard, ...]]) -> None:
    n = sum(
        len(found.numbers) * sum(shard.n_rows for shard in shards)
        for found, shards in zip(columns, cuts, strict=True)
    )
    if n > MOST_VALUES:
        raise InputError(
            f"the files hold {n:,} numbers, and regressions and forecasts are analysed in memory, "
            f"up to {MOST_VALUES:,}; analyse fewer files, variants or splits at a time"
        )


def _parts(
    file: TableFile,
    columns: NumberColumns,
    shards: tuple[Shard, ...],
    variant: str,
    options: ReadOptions,
    slices: Sequence[str],
) -> Iterator[NumberRows]:
    import polars as pl

    sliced = [name for names in sliced_columns(file, columns, slices) for name in names]

    # The table formats read as numbers what they take for scores.
    plain = Columns((), Scores(columns.numbers, "list"), None, None, None, None, None)
    wanted = tuple(dict.fromkeys((*columns.numbers, *columns.origins, *sliced)))
    pieces = [format_of(file.path).rows(file, shard, plain, wanted) for shard in shards]
    if not sum(map(len, pieces)):
        return
    frame = pl.concat(pieces)
    numbers = [_matrix(frame, group, file) for group in (columns.true, columns.said, columns.past)]
    _check_widths(numbers[0], numbers[1], file)
    bad = np.asarray(~np.isfinite(np.hstack(numbers[:2])).all(axis=1))
    told = _complaints(file, numbers, bad)
    n_bad = int(bad.sum())
    if n_bad and options.on_bad_rows == "error":
        raise InputError(
            f"{n_bad:,} of {counted(len(bad), 'row')} {agreeing(n_bad, 'lacks', 'lack')} a "
            "number; to leave such rows out, counted "
            "and named, pass --on-bad-rows drop\n" + "\n".join(f"  {one}" for one in told)
        )
    keys = _keys(frame, columns, variant, options, file)
    for (name, split), rows in keys.items():
        kept = rows[~bad[rows]]
        lost = rows[bad[rows]]
        yield NumberRows(
            file=file,
            columns=columns,
            true=numbers[0][kept],
            said=numbers[1][kept],
            past=numbers[2][kept],
            source=_texts(frame, columns.source, kept),
            offset=_offsets(frame, columns.offset, file)[kept],
            variant=name,
            split=split,
            left_out=LeftOut(len(lost), _complaints(file, numbers, _only(lost, len(bad)))),
            cells=frame[kept].select(list(dict.fromkeys(sliced))),
        )


def sliced_columns(
    file: TableFile, columns: NumberColumns, slices: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the columns of *file* that *slices* means; see `find_slice_columns`."""
    return meant_columns((file,), (*columns.numbers, *columns.origins), slices)


def _only(rows: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    marked = np.zeros(n, dtype=np.bool_)
    marked[rows] = True
    return marked


def _complaints(
    file: TableFile, numbers: Sequence[Floats], bad: NDArray[np.bool_]
) -> tuple[str, ...]:
    true, said, _ = numbers
    return tuple(
        f"{file.place(row)}: true {_shown(true[row])}, predicted {_shown(said[row])}"
        for row in np.flatnonzero(bad)[:N_EXAMPLES].tolist()
    )


def _shown(values: Floats) -> str:
    return ", ".join(f"{value:g}" for value in values[:6]) + (", …" if len(values) > 6 else "")


def _matrix(frame: "pl.DataFrame", names: tuple[str, ...], file: TableFile) -> Floats:
    """Return the numbers of *names* side by side; nan for what is empty."""
    import polars as pl

    if not names:
        return np.zeros((len(frame), 0))
    if any(frame.schema[name].is_nested() for name in names):
        return np.hstack([_lists(frame[name], name, file) for name in names])
    columns = []
    for name in names:
        cast = frame[name].cast(pl.Float64, strict=False)
        wrong = (cast.is_null() & frame[name].is_not_null()).arg_true()
        if len(wrong):
            raise InputError(
                f"column {name!r} must hold numbers, got {frame[name][wrong[0]]!r}",
                where=file.place(wrong[0]),
            )
        columns.append(cast.to_numpy())
    return np.column_stack(columns)


def _lists(values: "pl.Series", name: str, file: TableFile) -> Floats:
    import polars as pl

    if not values.dtype.is_nested():
        return values.cast(pl.Float64).to_numpy()[:, None]
    rows = values.to_list()
    width = len(rows[0] or ())
    for row, one in enumerate(rows):
        if one is None or len(one) != width:
            raise InputError(
                f"column {name!r} must hold lists of {width} numbers, got "
                f"{'nothing' if one is None else len(one)}",
                where=file.place(row),
            )
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


def _check_widths(true: Floats, said: Floats, file: TableFile) -> None:
    if true.shape != said.shape:
        raise InputError(
            f"each row has {true.shape[1]} true and {said.shape[1]} predicted numbers; "
            "they must be as many",
            where=str(file.path),
        )


def _keys(
    frame: "pl.DataFrame",
    columns: NumberColumns,
    variant: str,
    options: ReadOptions,
    file: TableFile,
) -> dict[tuple[str, str], NDArray[np.int64]]:
    """Return the rows of each variant and split, in order of appearance."""
    split = split_of_file(file, options)
    words = [
        _words(frame, None if options.variant_name else columns.variant, variant),
        _words(frame, None if options.split_name else columns.split, split),
    ]
    found: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(zip(*words, strict=True)):
        found.setdefault(key, []).append(row)
    return {key: np.array(rows, dtype=np.int64) for key, rows in found.items()}


def _words(frame: "pl.DataFrame", name: str | None, default: str) -> list[str]:
    import polars as pl

    if name is None:
        return [default] * len(frame)
    return frame[name].cast(pl.String).fill_null(default).to_list()


def _texts(frame: "pl.DataFrame", name: str | None, rows: NDArray[Any]) -> tuple[str, ...] | None:
    import polars as pl

    if name is None:
        return None
    return tuple(frame[name].cast(pl.String).fill_null("")[rows].to_list())


def _offsets(frame: "pl.DataFrame", name: str | None, file: TableFile) -> NDArray[np.int64]:
    import polars as pl

    if name is None:
        return np.arange(len(frame))
    values = frame[name].cast(pl.Int64, strict=False)
    missing = values.is_null().arg_true()
    if len(missing):
        raise InputError(
            f"column {name!r} must hold whole numbers, got {frame[name][missing[0]]!r}",
            where=file.place(missing[0]),
        )
    return values.to_numpy()
