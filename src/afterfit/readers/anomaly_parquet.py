"""Anomaly scores as one Parquet table: one row a sample, and what it means in its metadata."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import AnomalyScores

if TYPE_CHECKING:
    import polars as pl

_META = "afterfit"
_CHANNEL = "channel_error_"
_PART = "part_error_"


def write_anomaly_scores(
    scores: AnomalyScores, path: Path, attributes: Mapping[str, Any] = MappingProxyType({})
) -> None:
    """Write *scores* to *path*, whole or not at all.

    Columns: ``sample_id`` (source@offset), ``source``, ``offset``, ``split``, ``kind``, ``score``
    and, where known, ``group``, ``channel_error_<name>`` and ``part_error_<place>``;
    *attributes* are more columns, to slice by, one value a sample. The file's metadata, under the
    key ``afterfit``, holds the names of kinds, sources, groups and channels, variant, split and
    durations as JSON.
    """
    import polars as pl

    sources = np.array(scores.source_names, dtype=object)[scores.source].tolist()
    kinds = np.array(scores.kind_names, dtype=object)[scores.kind].tolist()
    columns: dict[str, Any] = {
        "sample_id": [f"{s}@{o}" for s, o in zip(sources, scores.offset, strict=True)],
        "source": sources,
        "offset": scores.offset,
        "split": [scores.split] * len(scores),
        "kind": kinds,
        "score": scores.score,
        **_optional_columns(scores),
        **attributes,
    }
    texts = ("sample_id", "source", "split", "kind", "group")
    schema = {name: pl.String for name in texts if name in columns}
    with replacing(path) as temporary:
        pl.DataFrame(columns, schema_overrides=schema).write_parquet(
            temporary, metadata={_META: json.dumps(_meta(scores))}
        )


def read_anomaly_scores_parquet(path: Path) -> AnomalyScores:
    """Return the scores that `write_anomaly_scores` wrote to *path*.

    Raises
    ------
    InputError
        When the file is missing, damaged, or lacks the columns or the metadata.
    """
    import polars as pl

    try:
        meta = json.loads(pl.read_parquet_metadata(path)[_META])
        if meta["task"] != "anomaly":
            raise KeyError
        table = pl.read_parquet(path)
        return _record(table, meta)
    except FileNotFoundError:
        raise InputError(f"no such file of anomaly scores: {path}") from None
    except KeyError:
        raise InputError(
            "not a table of anomaly scores that afterfit wrote", where=str(path)
        ) from None
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise InputError(f"not a readable Parquet file: {error}", where=str(path)) from None


def is_anomaly_parquet(path: Path) -> bool:
    """Return whether *path* is a table that `write_anomaly_scores` wrote.

    A file that is no Parquet is none of them; what reads it next says what is wrong with it.
    """
    import polars as pl

    try:
        meta = json.loads(pl.read_parquet_metadata(path).get(_META, "{}"))
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return False
    return isinstance(meta, dict) and meta.get("task") == "anomaly"


def _optional_columns(scores: AnomalyScores) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if scores.group is not None:
        columns["group"] = np.array(scores.group_names, dtype=object)[scores.group].tolist()
    if scores.channel_error is not None:
        for place, name in enumerate(scores.channel_names):
            columns[f"{_CHANNEL}{name}"] = scores.channel_error[:, place]
    if scores.part_error is not None:
        for place in range(scores.part_error.shape[1]):
            columns[f"{_PART}{place}"] = scores.part_error[:, place]
    return columns


def _meta(scores: AnomalyScores) -> dict[str, Any]:
    return {
        "task": "anomaly",
        "kind_names": scores.kind_names,
        "source_names": scores.source_names,
        "group_names": scores.group_names,
        "channel_names": scores.channel_names,
        "variant": scores.variant,
        "split": scores.split,
        "has_labels": scores.has_labels,
        "has_sources": scores.has_sources,
        "window_seconds": scores.window_seconds,
        "step_seconds": scores.step_seconds,
    }


def _record(table: "pl.DataFrame", meta: dict[str, Any]) -> AnomalyScores:
    channels = [f"{_CHANNEL}{name}" for name in meta["channel_names"]]
    parts = [name for name in table.columns if name.startswith(_PART)]
    has_groups = "group" in table.columns
    return AnomalyScores(
        score=table["score"].to_numpy(),
        kind=_codes(table["kind"], meta["kind_names"]),
        kind_names=tuple(meta["kind_names"]),
        source=_codes(table["source"], meta["source_names"]),
        source_names=tuple(meta["source_names"]),
        offset=table["offset"].to_numpy(),
        variant=meta["variant"],
        split=meta["split"],
        has_labels=meta["has_labels"],
        has_sources=meta["has_sources"],
        group=_codes(table["group"], meta["group_names"]) if has_groups else None,
        group_names=tuple(meta["group_names"]),
        window_seconds=meta["window_seconds"],
        step_seconds=meta["step_seconds"],
        channel_error=table.select(channels).to_numpy() if channels else None,
        channel_names=tuple(meta["channel_names"]),
        part_error=table.select(parts).to_numpy() if parts else None,
    )


def _codes(names: "pl.Series", vocabulary: list[str]) -> NDArray[np.int64]:
    place = {name: index for index, name in enumerate(vocabulary)}
    return np.array([place[name] for name in names], dtype=np.int64)
