"""Files of anomaly scores → rows of each file and variant, names still in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.anomaly_columns import AnomalyColumns, find_anomaly_columns
from afterfit.readers.anomaly_options import AnomalyOptions
from afterfit.readers.anomaly_parquet import is_anomaly_parquet, read_anomaly_scores_parquet
from afterfit.readers.columns import Columns, Scores
from afterfit.readers.named_paths import name_and_path
from afterfit.readers.part_files import name_variants
from afterfit.readers.prediction_files import find_prediction_files, repeated_files
from afterfit.readers.prediction_table import format_of
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.slice_columns import meant_columns
from afterfit.readers.sliced_records import Meant
from afterfit.readers.table_file import TableFile
from afterfit.readers.told_names import split_of_file
from afterfit.records import SPLITS

if TYPE_CHECKING:
    import polars as pl

_SPLIT_NAMES = {"training": "train", "val": "validation", "valid": "validation"}


@dataclass(frozen=True, slots=True, eq=False)
class AnomalyPart:
    """Rows of one file and variant, names still in words."""

    path: Path
    sliced: Meant
    cells: "pl.DataFrame"
    """Columns to slice by, of the same rows; no columns where nothing was asked for."""
    variant: str
    split: NDArray[Any]
    score: NDArray[np.float64]
    kind: NDArray[Any] | None
    source: NDArray[Any] | None
    offset: NDArray[np.int64]
    group: NDArray[Any] | None
    channel_names: tuple[str, ...]
    channel_error: NDArray[np.float64] | None
    part_error: NDArray[np.float64] | None
    window_seconds: float | None = None
    step_seconds: float | None = None


def read_anomaly_paths(
    paths: Sequence[str], options: ReadOptions, more: AnomalyOptions, slices: Sequence[str] = ()
) -> list[AnomalyPart]:
    """Return the rows of all files, each by the variant that it is of."""
    # what stands without a name counts once, as in the files of every other task
    plain = [path for path in paths if name_and_path(path)[0] is None]
    links = {path for path, first in repeated_files(plain) if path != first}
    named = dict.fromkeys(pair for path in paths for pair in _named_files(path))
    found = [(file, name) for file, name in named if name is not None or file not in links]
    of_path = iter(name_variants([file for file, name in found if name is None]))
    return [
        part
        for file, name in found
        for part in _read_file(file, name, name or next(of_path), options, more, slices)
    ]


def _named_files(text: str) -> list[tuple[Path, str | None]]:
    """Return the files of one path, with the variant where it is written ``NAME=path``."""
    name, path = name_and_path(text)
    return [(file, name) for file in find_prediction_files([path])]


def _read_file(
    path: Path,
    given: str | None,
    default: str,
    options: ReadOptions,
    more: AnomalyOptions,
    slices: Sequence[str],
) -> list[AnomalyPart]:
    """Return the rows of each variant; the *given* name, or that of the options, is of all."""
    given = given or options.variant_name
    if path.suffix.lower() in (".parquet", ".pq") and is_anomaly_parquet(path):
        part = _part_of(path, slices)
        if options.split_name:
            part = replace(part, split=np.array([options.split_name] * len(part.score)))
        return [replace(part, variant=given or part.variant)]
    file, _ = format_of(path).look(path, options)
    columns = find_anomaly_columns(file.columns, options, more, str(path))
    if options.split_name:
        columns = replace(columns, split=None)
    sliced = meant_columns((file,), columns.known, slices)
    table = _rows(file, columns, sliced)
    variants = None if given else _texts(table, columns.variant)
    split = split_of_file(file, options)
    if variants is None:
        return [_part(table, columns, more, file, given or default, split, sliced)]
    return [
        _part(table.filter(variants == name), columns, more, file, str(name), split, sliced)
        for name in dict.fromkeys(variants.tolist())
    ]


def _rows(file: TableFile, columns: AnomalyColumns, sliced: Meant) -> "pl.DataFrame":
    """Return all rows of a file, refusing what is no finite number where one is expected."""
    import polars as pl

    known = Columns((), Scores(columns.numbers, "one a class"), None, None, None, None, None)
    table_format = format_of(file.path)
    wanted = tuple(dict.fromkeys((*columns.known, *_names(sliced))))
    shards = table_format.cut(file, 0, None)
    tables = [table_format.rows(file, shard, known, wanted) for shard in shards]
    if not tables:
        raise InputError("holds no rows", where=str(file.path))
    table = pl.concat(tables)
    for name in columns.numbers:
        _check_numbers(table[name], file)
    return table


def _check_numbers(values: "pl.Series", file: TableFile) -> None:
    import polars as pl

    if not values.dtype.is_numeric():
        raise InputError(
            f"column {values.name!r} must hold numbers, got {values[0]!r}", where=file.place(0)
        )
    wrong = (~values.cast(pl.Float64).is_finite()).fill_null(True).arg_true()
    if len(wrong):
        raise InputError(
            f"column {values.name!r} must hold finite numbers, got {values[wrong[0]]}",
            where=file.place(int(wrong[0])),
        )


def _part(
    table: "pl.DataFrame",
    columns: AnomalyColumns,
    more: AnomalyOptions,
    file: TableFile,
    variant: str,
    split: str,
    sliced: Meant,
) -> AnomalyPart:
    source = _texts(table, columns.source)
    splits = _texts(table, columns.split)
    kind, group = _texts(table, columns.label), _texts(table, columns.group)
    return AnomalyPart(
        path=file.path,
        sliced=sliced,
        cells=table.select(_names(sliced)),
        variant=variant,
        split=np.array([split] * len(table)) if splits is None else _splits(splits, file),
        score=table[columns.score].cast(float).to_numpy(),
        kind=_found_in(source, more.label_from, "label", file) if more.label_from else kind,
        source=source,
        offset=_offsets(table, columns.offset, file),
        group=_found_in(source, more.group_from, "group", file) if more.group_from else group,
        channel_names=columns.channel_names,
        channel_error=_matrix(table, columns.channels),
        part_error=_matrix(table, columns.parts),
    )


def _names(sliced: Meant) -> list[str]:
    return list(dict.fromkeys(name for names in sliced for name in names))


def _texts(table: "pl.DataFrame", name: str | None) -> NDArray[Any] | None:
    import polars as pl

    if name is None:
        return None
    return table[name].cast(pl.String).fill_null("").to_numpy().astype(object)


def _matrix(table: "pl.DataFrame", names: tuple[str, ...]) -> NDArray[np.float64] | None:
    return table.select(names).to_numpy().astype(np.float64) if names else None


def _splits(names: NDArray[Any], file: TableFile) -> NDArray[Any]:
    known = np.array([_SPLIT_NAMES.get(name.lower(), name.lower()) for name in names])
    for row in np.flatnonzero(~np.isin(known, SPLITS))[:1].tolist():
        raise InputError(
            f"the split must be one of {', '.join(SPLITS)}, got {names[row]!r}",
            where=file.place(row),
        )
    return known


def _offsets(table: "pl.DataFrame", name: str | None, file: TableFile) -> NDArray[np.int64]:
    import polars as pl

    if name is None:
        return np.arange(len(table))
    values = table[name].cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    for row in values.is_null().arg_true()[:1]:
        raise InputError(
            f"column {name!r} must hold whole numbers, got {table[name][row]!r}",
            where=file.place(int(row)),
        )
    return values.to_numpy()


def _found_in(
    source: NDArray[Any] | None, pattern: str, role: str, file: TableFile
) -> NDArray[Any]:
    """Return what *pattern* finds in each recording's name: its first group, or all it matches."""
    if source is None:
        raise InputError(
            f"--{role}-from looks at the names of recordings, and there are none; name their "
            "column with --source",
            where=str(file.path),
        )
    matches = [re.search(pattern, name) for name in source]
    for row in [row for row, match in enumerate(matches) if match is None][:1]:
        raise InputError(
            f"--{role}-from {pattern!r} finds nothing in {source[row]!r}", where=file.place(row)
        )
    found = [match[match.re.groups and 1] or "" for match in matches if match]
    return np.array(found, dtype=object)


def _part_of(path: Path, slices: Sequence[str]) -> AnomalyPart:
    """Return the rows of a record that afterfit wrote."""
    import polars as pl

    scores = read_anomaly_scores_parquet(path)
    options = ReadOptions(task="anomaly")
    file, _ = format_of(path).look(path, options)
    columns = find_anomaly_columns(file.columns, options, AnomalyOptions(), str(path))
    sliced = meant_columns((file,), columns.known, slices)

    def words(names: tuple[str, ...], codes: NDArray[np.int64]) -> NDArray[Any]:
        return np.array(names, dtype=object)[codes] if names else np.zeros(0, dtype=object)

    groups, sources = scores.group, scores.source if scores.has_sources else None
    return AnomalyPart(
        path=path,
        sliced=sliced,
        cells=pl.read_parquet(path, columns=_names(sliced)) if sliced else pl.DataFrame(),
        variant=scores.variant,
        split=np.array([scores.split] * len(scores)),
        score=scores.score,
        kind=words(scores.kind_names, scores.kind) if scores.has_labels else None,
        source=None if sources is None else words(scores.source_names, sources),
        offset=scores.offset,
        group=None if groups is None else words(scores.group_names, groups),
        channel_names=scores.channel_names,
        channel_error=scores.channel_error,
        part_error=scores.part_error,
        window_seconds=scores.window_seconds,
        step_seconds=scores.step_seconds,
    )
