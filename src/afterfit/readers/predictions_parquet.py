"""Predictions as one Parquet table: one row a sample, and what the columns mean in its metadata."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.records import LeftOut, Predictions

_META = "afterfit"
_SCORE = "score_"


def write_predictions(
    predictions: Predictions,
    path: Path,
    attributes: Mapping[str, NDArray[np.generic]] = MappingProxyType({}),
) -> None:
    """Write *predictions* to *path*, whole or not at all.

    Columns: ``sample_id`` (source@offset), ``source``, ``offset``, ``split``, ``label``,
    ``prediction`` and ``score_<class>`` for each class. The file's metadata, under the key
    ``afterfit``, holds task, class names, source names, variant and split as JSON.

    Parameters
    ----------
    predictions : Predictions
    path : Path
    attributes : mapping of str to array of shape (n_samples,), optional
        More columns, to slice by.
    """
    import polars as pl

    classes = np.array(predictions.class_names, dtype=object)
    sources = np.array(predictions.source_names, dtype=object)[predictions.source]
    columns: dict[str, Any] = {
        "sample_id": [f"{s}@{o}" for s, o in zip(sources, predictions.offset, strict=True)],
        "source": sources.tolist(),
        "offset": predictions.offset,
        "split": [predictions.split] * len(predictions),
        "label": classes[predictions.y_true].tolist(),
        "prediction": classes[predictions.y_pred].tolist(),
    }
    texts = dict.fromkeys(("sample_id", "source", "split", "label", "prediction"), pl.String)
    scores = {
        f"{_SCORE}{name}": predictions.scores[:, i]
        for i, name in enumerate(predictions.class_names)
    }
    meta = {
        "task": "classification",
        "class_names": predictions.class_names,
        "source_names": predictions.source_names,
        "variant": predictions.variant,
        "split": predictions.split,
        "score_unit": "probability",
        "has_scores": predictions.has_scores,
        "has_sources": predictions.has_sources,
        "left_out": asdict(predictions.left_out),
    }
    with replacing(path) as temporary:
        pl.DataFrame(columns | scores | dict(attributes), schema_overrides=texts).write_parquet(
            temporary, metadata={_META: json.dumps(meta)}
        )


def read_predictions_parquet(path: Path) -> Predictions:
    """Return the predictions that `write_predictions` wrote to *path*.

    Raises
    ------
    InputError
        When the file is missing, damaged, or lacks the columns or the metadata.
    """
    import polars as pl

    try:
        meta = json.loads(pl.read_parquet_metadata(path)[_META])
        table = pl.read_parquet(path)
    except FileNotFoundError:
        raise InputError(f"no such file of predictions: {path}") from None
    except KeyError:
        raise InputError(
            "not a table of predictions that afterfit wrote", where=str(path)
        ) from None
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise InputError(f"not a readable Parquet file: {error}", where=str(path)) from None
    class_of = {name: i for i, name in enumerate(meta["class_names"])}
    source_of = {name: i for i, name in enumerate(meta["source_names"])}
    return Predictions(
        class_names=tuple(class_of),
        y_true=np.array([class_of[name] for name in table["label"]], dtype=np.int64),
        scores=table.select(f"{_SCORE}{name}" for name in class_of).to_numpy(),
        source=np.array([source_of[name] for name in table["source"]], dtype=np.int64),
        source_names=tuple(source_of),
        offset=table["offset"].to_numpy(),
        variant=meta["variant"],
        split=meta["split"],
        has_scores=meta.get("has_scores", True),
        has_sources=meta.get("has_sources", True),
        left_out=LeftOut(**meta.get("left_out", {})),
    )
