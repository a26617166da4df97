"""Files of anomaly scores → one record a variant and split."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.anomaly_options import AnomalyOptions
from afterfit.readers.anomaly_parts import AnomalyPart, read_anomaly_paths
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.sliced_records import Meant, SlicedRecords, joined_cells, same_columns
from afterfit.records import AnomalyScores

if TYPE_CHECKING:
    import polars as pl

_ANOMALY = ("anomaly", "1", "true", "anomalous", "abnormal")
_Kept = list[tuple[AnomalyPart, NDArray[np.bool_]]]


def read_anomaly_scores(
    paths: Sequence[str | Path],
    options: ReadOptions | None = None,
    more: AnomalyOptions | None = None,
) -> list[AnomalyScores]:
    """Return the scores of each variant and split in files of CSV, Parquet, NDJSON or NPZ.

    Parameters
    ----------
    paths : sequence of path, glob, folder, or NAME=path
        ``int8=runs/*.csv`` says that these files hold scores of the variant int8; without a name,
        a file's own column or its name tells the variant.
    options : ReadOptions, optional
        Columns of score, label, source, offset, variant and split.
    more : AnomalyOptions, optional
        What is normal, machines, training scores and durations.

    Raises
    ------
    InputError
        Files, columns or rows that cannot be used; rows are named.
    """
    return list(read_sliced_anomaly_scores(paths, options, more).rows)


def read_sliced_anomaly_scores(
    paths: Sequence[str | Path],
    options: ReadOptions | None = None,
    more: AnomalyOptions | None = None,
    slices: Sequence[str] = (),
) -> SlicedRecords[AnomalyScores]:
    """Return scores as `read_anomaly_scores` does, with the columns that *slices* means.

    Files of training scores alone need not have these columns.

    Raises
    ------
    InputError
        See `read_anomaly_scores`; or a column that is not there, or not in every file.
    """
    options, more = options or ReadOptions(task="anomaly"), more or AnomalyOptions()
    parts = read_anomaly_paths(list(map(str, paths)), options, more, slices)
    variants = list(dict.fromkeys(part.variant for part in parts))
    columns = same_columns([(part.path, part.sliced) for part in parts], slices)
    return _joined([*parts, *_training_parts(variants, options, more)], columns, more)


def _training_parts(
    variants: list[str], options: ReadOptions, more: AnomalyOptions
) -> list[AnomalyPart]:
    """Return the rows of the files of training scores, for all variants or one each."""
    given = more.train_paths
    if len(given) not in (0, 1, len(variants)):
        raise InputError(
            f"--train-scores must be given once, or once for each of the {len(variants)} variants "
            f"({', '.join(variants)}), got {len(given)} times"
        )
    of_variant = zip(variants, given * len(variants) if len(given) == 1 else given, strict=False)
    return [
        replace(part, variant=variant, split=np.array(["train"] * len(part.score)))
        for variant, path in of_variant
        for part in read_anomaly_paths([path], options, more)
    ]


def _joined(
    parts: list[AnomalyPart], columns: Meant, more: AnomalyOptions
) -> SlicedRecords[AnomalyScores]:
    keys = dict.fromkeys((part.variant, str(name)) for part in parts for name in part.split)
    kinds = _kind_names(parts, more)
    kept = {key: _kept(parts, key) for key in keys}
    return SlicedRecords(
        tuple(_record(rows, key, kinds, more) for key, rows in kept.items()),
        tuple(joined_cells([_cells(*pair) for pair in rows]) for rows in kept.values()),
        columns,
    )


def _kept(parts: list[AnomalyPart], key: tuple[str, str]) -> _Kept:
    """Return the parts that have rows of one variant and split, and which rows these are."""
    picked = ((one, one.split == key[1]) for one in parts if one.variant == key[0])
    return [(one, rows) for one, rows in picked if rows.any()]


def _cells(part: AnomalyPart, rows: NDArray[np.bool_]) -> "pl.DataFrame":
    return part.cells.filter(rows) if part.cells.width else part.cells


def _kind_names(parts: list[AnomalyPart], more: AnomalyOptions) -> tuple[str, ...]:
    """Return "normal" and the kinds of anomaly of all files; 1 and true are called "anomaly"."""
    labels = {str(name) for part in parts if part.kind is not None for name in part.kind}
    kinds = {_kind(label, more) for label in labels} - {"normal"}
    return ("normal", *(sorted(kinds) or ["anomaly"]))


def _kind(label: str, more: AnomalyOptions) -> str:
    if label.lower() in (name.lower() for name in more.normal):
        return "normal"
    return "anomaly" if label.lower() in _ANOMALY else label


def _record(
    kept: _Kept, key: tuple[str, str], kinds: tuple[str, ...], more: AnomalyOptions
) -> AnomalyScores:
    variant, split = key
    kind, source = _words(kept, "kind", key), _words(kept, "source", key)
    group = _words(kept, "group", key)
    place = {name: index for index, name in enumerate(kinds)}
    codes = [] if kind is None else [place[_kind(str(name), more)] for name in kind]
    first, n = kept[0][0], sum(int(rows.sum()) for _, rows in kept)
    source_names, source_codes = _coded(source, n)
    group_names, group_codes = _coded(group, n)
    return AnomalyScores(
        score=_column_of(kept, "score"),
        kind=np.zeros(n, dtype=np.int64) if kind is None else np.array(codes, dtype=np.int64),
        kind_names=kinds,
        source=source_codes,
        source_names=source_names,
        offset=_column_of(kept, "offset"),
        variant=variant,
        split=split,
        # what a model learned from is normal, unless somebody says otherwise
        has_labels=kind is not None or split == "train",
        has_sources=source is not None,
        group=None if group is None else group_codes,
        group_names=() if group is None else group_names,
        window_seconds=more.window_seconds or first.window_seconds,
        step_seconds=more.step_seconds or first.step_seconds,
        channel_error=_matrix_of(kept, "channel_error"),
        channel_names=first.channel_names,
        part_error=_matrix_of(kept, "part_error"),
    )


def _column_of(kept: _Kept, name: str) -> NDArray[Any]:
    return np.concatenate([getattr(part, name)[rows] for part, rows in kept])


def _words(kept: _Kept, name: str, key: tuple[str, str]) -> NDArray[Any] | None:
    known = [getattr(part, name) is not None for part, _ in kept]
    if any(known) and not all(known):
        raise InputError(
            f"files of {key[0]} on {key[1]} must all name the {name} of each row, or none of them"
        )
    return _column_of(kept, name) if all(known) else None


def _matrix_of(kept: _Kept, name: str) -> NDArray[Any] | None:
    values = [getattr(part, name) for part, _ in kept]
    if any(value is None or value.shape[1] != values[0].shape[1] for value in values):
        return None
    return _column_of(kept, name)


def _coded(words: NDArray[Any] | None, n: int) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    if words is None:
        return ("",), np.zeros(n, dtype=np.int64)
    names = tuple(dict.fromkeys(words.tolist()))
    place = {name: index for index, name in enumerate(names)}
    return names, np.array([place[word] for word in words], dtype=np.int64)
