"""Predicted numbers as one Parquet table: one row a sample, the rest in its metadata."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from afterfit.files import replacing
from afterfit.records import Forecasts, RegressionPredictions


def write_regression(
    rows: RegressionPredictions, path: Path, attributes: Mapping[str, Any] | None = None
) -> None:
    """Write *rows* to *path*, whole or not at all; `read_regressions` reads them back.

    Columns: ``sample_id`` (source@offset), ``source``, ``offset``, ``split``, and for each target
    ``target_<name>`` and ``prediction_<name>``; *attributes* are more columns, to slice by, one
    value a sample. Metadata under ``afterfit`` hold task, units,
    source names, variant and split as JSON.
    """
    columns = _origin(rows)
    for index, name in enumerate(rows.target_names):
        columns[f"target_{name}"] = rows.y_true[:, index]
        columns[f"prediction_{name}"] = rows.y_pred[:, index]
    _write(rows, {**columns, **(attributes or {})}, {"task": "regression"}, path)


def write_forecasts(
    rows: Forecasts, path: Path, attributes: Mapping[str, Any] | None = None
) -> None:
    """Write *rows* to *path*, whole or not at all; `read_forecasts` reads them back.

    As `write_regression`, with ``target_<variable>_<step>`` and ``prediction_<variable>_<step>``,
    steps from 1, and ``history_<variable>_<place>`` where the past is known.
    """
    columns = _origin(rows)
    tables = {"target": rows.y_true, "prediction": rows.y_pred}
    if rows.history is not None:
        tables["history"] = rows.history
    for word, values in tables.items():
        for v, name in enumerate(rows.variable_names):
            for step in range(values.shape[1]):
                columns[f"{word}_{name}_{step + 1}"] = values[:, step, v]
    _write(
        rows,
        {**columns, **(attributes or {})},
        {"task": "forecasting", "season": rows.season},
        path,
    )


def _origin(rows: RegressionPredictions | Forecasts) -> dict[str, Any]:
    sources = np.array(rows.source_names, dtype=object)[rows.source]
    return {
        "sample_id": [f"{s}@{o}" for s, o in zip(sources, rows.offset, strict=True)],
        "source": sources.tolist(),
        "offset": rows.offset,
        "split": [rows.split] * len(rows),
    }


def _write(
    rows: RegressionPredictions | Forecasts,
    columns: dict[str, Any],
    of_task: dict[str, Any],
    path: Path,
) -> None:
    import polars as pl

    meta = {
        **of_task,
        "units": rows.units,
        "source_names": rows.source_names,
        "variant": rows.variant,
        "split": rows.split,
        "has_sources": rows.has_sources,
        "left_out": asdict(rows.left_out),
    }
    texts = dict.fromkeys(("sample_id", "source", "split"), pl.String)
    with replacing(path) as temporary:
        pl.DataFrame(columns, schema_overrides=texts).write_parquet(
            temporary, metadata={"afterfit": json.dumps(meta)}
        )
