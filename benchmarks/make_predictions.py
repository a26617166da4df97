"""Predictions of a made-up model, as many as wanted, in files of 250,000 rows."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

N_CLASSES = 10
ROWS_PER_FILE = 250_000
N_SOURCES = 10_000


def make_predictions(folder: Path, n_rows: int) -> None:
    """Write Parquet files: label, source (one of 10,000 recordings) and ten float32 scores."""
    folder.mkdir(parents=True)
    for start in range(0, n_rows, ROWS_PER_FILE):
        places = np.arange(start, min(start + ROWS_PER_FILE, n_rows))
        table = _rows(start, places * N_SOURCES // n_rows)
        table.write_parquet(folder / f"part_{start // ROWS_PER_FILE:04}.parquet")


def _rows(seed: int, source: NDArray[np.int64]) -> pl.DataFrame:
    random, n = np.random.default_rng(seed), len(source)
    labels = random.integers(0, N_CLASSES, n)
    logits = random.standard_normal((n, N_CLASSES), dtype=np.float32)
    logits[np.arange(n), labels] += 3
    powers = np.exp(logits)
    scores = powers / powers.sum(axis=1, keepdims=True)
    return pl.DataFrame(
        {
            "label": labels.astype(np.int32),
            "source": "recording_" + pl.Series(source).cast(pl.String) + ".csv",
        }
        | {f"score_{index}": scores[:, index] for index in range(N_CLASSES)}
    )
