"""Predictions in memory, cut into shards that other processes can read too."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from afterfit.engines import TallyJob
from afterfit.records import Predictions
from afterfit.statistics import ClassificationTally, TallySettings, tally_batch
from tests.statistics.sample_predictions import predictions_of, take


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of each of the predictions, from the first."""

    first_row: int
    n_rows: int


def sample(n: int = 600, n_classes: int = 4, seed: int = 1) -> Predictions:
    random = np.random.default_rng(seed)
    labels = random.integers(0, n_classes, n)
    logits = random.normal(0, 1, (n, n_classes))
    logits[np.arange(n), labels] += 2
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return predictions_of(labels.tolist(), scores, (np.arange(n) % 37).tolist())


def read(models: Sequence[Predictions], rows: Rows) -> tuple[Predictions, ...]:
    places = np.arange(rows.first_row, rows.first_row + rows.n_rows)
    return tuple(take(model, places) for model in models)


def read_slowly(models: Sequence[Predictions], rows: Rows) -> tuple[Predictions, ...]:
    time.sleep(0.3)
    return read(models, rows)


def read_and_die(models: Sequence[Predictions], rows: Rows) -> tuple[Predictions, ...]:
    """Read a row, but in a helper process die of it."""
    from multiprocessing import parent_process

    if parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(models, rows)


def die_once(marker: Path, models: Sequence[Predictions], rows: Rows) -> tuple[Predictions, ...]:
    """Read rows, but let the first process that comes to row 300 die of it."""
    if rows.first_row >= 300 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return read(models, rows)


def job_of(
    *models: Predictions, rows_per_shard: int = 100, exact: bool = True
) -> TallyJob[Predictions, ClassificationTally]:
    n = len(models[0])
    shards = tuple(
        Rows(start, min(rows_per_shard, n - start)) for start in range(0, n, rows_per_shard)
    )
    return TallyJob(
        shards, partial(read, models), TallySettings(exact, errors_per_class=3), tally_batch
    )


def two_models() -> tuple[Predictions, Predictions]:
    reference = sample()
    steps = np.round(reference.scores * 256)
    return reference, replace(
        reference, scores=steps / steps.sum(axis=1, keepdims=True), variant="int8"
    )
