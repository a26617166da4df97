"""Records of several shards → one for each variant and split."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.prediction_table import open_predictions
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.shards import read_multilabel_shard, read_shard
from afterfit.records import (
    NONE_LEFT_OUT,
    MultilabelPredictions,
    PredictionColumns,
    Predictions,
    SourceRuns,
)

Record = TypeVar("Record", Predictions, MultilabelPredictions)
Rows = Predictions | PredictionColumns
_Part = TypeVar("_Part", Predictions, MultilabelPredictions, PredictionColumns, Rows)


def read_predictions(
    paths: str | Path | Sequence[str | Path], options: ReadOptions | None = None
) -> tuple[Predictions, ...]:
    r"""Return all predictions in files, one record for each variant and split.

    Parameters
    ----------
    paths : path, glob or folder, or several
        Parquet, CSV, NDJSON or NPZ, all of one format and with the same columns.
    options : ReadOptions, optional
        What the names of the columns do not say.

    Raises
    ------
    InputError
        See `open_predictions` and `read_shard`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "int8.csv")
    ...     _ = path.write_text("label,score_cat,score_dog\ncat,0.75,0.25\ndog,0.5,0.5\n")
    ...     (predictions,) = read_predictions(path)
    >>> predictions.variant, predictions.class_names, predictions.y_pred.tolist()
    ('int8', ('cat', 'dog'), [0, 0])
    """
    table = open_predictions(paths, options)
    return join_records(part for shard in table.shards for part in read_shard(table, shard))


def read_multilabel(
    paths: str | Path | Sequence[str | Path], options: ReadOptions
) -> tuple[MultilabelPredictions, ...]:
    """Return all multi-label predictions in files; *options* say ``task="multilabel"``."""
    table = open_predictions(paths, options)
    return join_records(
        part for shard in table.shards for part in read_multilabel_shard(table, shard)
    )


def join_records(parts: Iterable[Record]) -> tuple[Record, ...]:
    """Return the rows of each variant and split in one record, in order of appearance.

    Raises
    ------
    InputError
        When the parts do not share their classes.
    """
    return tuple(map(_joined, _groups(parts)))


def join_rows(parts: Iterable[Rows]) -> tuple[Rows, ...]:
    """Return the same as `join_records`; scores stay in columns where those of all parts are."""
    return tuple(map(_joined_rows, _groups(parts)))


def _groups(parts: Iterable[_Part]) -> Iterable[list[_Part]]:
    """Return the parts of each variant and split, in order of appearance."""
    groups: dict[tuple[str, str], list[_Part]] = {}
    for part in parts:
        groups.setdefault((part.variant, part.split), []).append(part)
    return groups.values()


def _joined_rows(parts: Sequence[Rows]) -> Rows:
    columns = [part for part in parts if isinstance(part, PredictionColumns)]
    kinds = {part.columns[0].dtype for part in columns}
    if len(parts) == 1:
        return parts[0]
    if len(columns) < len(parts) or len(kinds) > 1:
        return _joined([_with_matrix(part) for part in parts])
    return _joined_columns(columns)


def _joined_columns(parts: Sequence[PredictionColumns]) -> PredictionColumns:
    first = _first_of_same_classes(parts)
    source, source_names = _joined_sources(parts, [part.runs.source for part in parts])
    return PredictionColumns(
        class_names=first.class_names,
        y_true=_sealed([part.y_true for part in parts]),
        columns=tuple(map(_sealed, zip(*(part.columns for part in parts), strict=True))),
        runs=SourceRuns(source, _sealed([part.runs.length for part in parts])),
        source_names=source_names,
        offset=_sealed([part.offsets_of(np.arange(len(part))) for part in parts]),
        variant=first.variant,
        split=first.split,
        has_sources=all(part.has_sources for part in parts),
        left_out=sum((part.left_out for part in parts), NONE_LEFT_OUT),
    )


def _with_matrix(part: Rows) -> Predictions:
    return part.as_matrix() if isinstance(part, PredictionColumns) else part


def _joined(parts: Sequence[Record]) -> Record:
    if len(parts) == 1:
        return parts[0]
    first = _first_of_same_classes(parts)
    source, source_names = _joined_sources(parts, [part.source for part in parts])
    fields: dict[str, Any] = {
        "class_names": first.class_names,
        "y_true": _sealed([part.y_true for part in parts]),
        "scores": _sealed([part.scores for part in parts]),
        "source": source,
        "source_names": source_names,
        "offset": _sealed([part.offset for part in parts]),
        "variant": first.variant,
        "split": first.split,
        "has_sources": all(part.has_sources for part in parts),
        "left_out": sum((part.left_out for part in parts), NONE_LEFT_OUT),
    }
    if isinstance(first, Predictions):
        fields["has_scores"] = all(part.has_scores for part in parts)
    return type(first)(**fields)


def _first_of_same_classes(parts: Sequence[_Part]) -> _Part:
    """Return the first part; all must have its classes."""
    first = parts[0]
    for part in parts:
        if part.class_names != first.class_names:
            raise InputError(
                f"parts of {first.variant} on {first.split} have different classes: "
                f"{', '.join(first.class_names)} against {', '.join(part.class_names)}"
            )
    return first


def _joined_sources(
    parts: Sequence[_Part], sources: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return *sources* of the parts by one numbering, in order of appearance, and their names."""
    index: dict[str, int] = {}
    codes = []
    for part, source in zip(parts, sources, strict=True):
        places = [index.setdefault(name, len(index)) for name in part.source_names]
        codes.append(np.asarray(places, dtype=np.int64)[source])
    return _sealed(codes), tuple(index)


def _sealed(pieces: Sequence[NDArray[Any]]) -> NDArray[Any]:
    whole: NDArray[Any] = np.concatenate(pieces)
    whole.flags.writeable = False
    return whole
