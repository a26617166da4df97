"""Predictions of a made-up model, as many as wanted, in files of 250,000 rows."""

from pathlib import Path

import numpy as np
import polars as pl

N_CLASSES = 10
ROWS_PER_FILE = 250_000
ROWS_PER_SOURCE = 1000


def make_predictions(folder: Path, n_rows: int) -> None:
    """Write Parquet files: label, source (a recording of 1,000 rows) and ten float32 scores."""
    folder.mkdir(parents=True)
    for start in range(0, n_rows, ROWS_PER_FILE):
        table = _rows(start, min(ROWS_PER_FILE, n_rows - start))
        table.write_parquet(folder / f"part_{start // ROWS_PER_FILE:04}.parquet")


def _rows(start: int, n: int) -> pl.DataFrame:
    random = np.random.default_rng(start)
    labels = random.integers(0, N_CLASSES, n)
    logits = random.standard_normal((n, N_CLASSES), dtype=np.float32)
    logits[np.arange(n), labels] += 3
    powers = np.exp(logits)
    scores = powers / powers.sum(axis=1, keepdims=True)
    recording = pl.Series((start + np.arange(n)) // ROWS_PER_SOURCE).cast(pl.String)
    return pl.DataFrame(
        {"label": labels.astype(np.int32), "source": "recording_" + recording + ".csv"}
        | {f"score_{index}": scores[:, index] for index in range(N_CLASSES)}
    )
