from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import (
    is_anomaly_parquet,
    read_anomaly_scores_parquet,
    write_anomaly_scores,
)
from afterfit.records import AnomalyScores


def scores_of(**columns: Any) -> AnomalyScores:
    return AnomalyScores(**columns)


PLAIN = scores_of(
    score=[0.1, 1 / 3],
    kind=[0, 1],
    kind_names=("normal", "anomaly"),
    source=[0, 1],
    source_names=("a", "b"),
    offset=[0, 7],
    variant="int8",
    split="test",
)
FULL = scores_of(
    score=[0.1, 2.0, 0.0],
    kind=[0, 2, 0],
    kind_names=("normal", "gear", "Fehler, groß"),
    source=[0, 0, 0],
    source_names=("",),
    offset=[0, 0, 0],
    variant="float32",
    split="validation",
    has_sources=False,
    group=[1, 0, 1],
    group_names=("pump", "fan"),
    window_seconds=2.0,
    step_seconds=0.25,
    channel_error=[[0.1, 0.1], [3.0, 1.0], [0.0, 0.0]],
    channel_names=("x", "y"),
    part_error=np.arange(33.0).reshape(3, 11),
)
UNLABELLED = scores_of(
    score=[],
    kind=[],
    kind_names=("normal",),
    source=[],
    source_names=(),
    offset=[],
    variant="int8",
    split="train",
    has_labels=False,
)


@pytest.mark.parametrize("scores", [PLAIN, FULL, UNLABELLED], ids=["plain", "full", "empty"])
def test_scores_survive_the_file(scores: AnomalyScores, tmp_path: Path) -> None:
    path = tmp_path / "scores.parquet"
    write_anomaly_scores(scores, path)
    again = read_anomaly_scores_parquet(path)
    assert is_anomaly_parquet(path)
    for one in fields(AnomalyScores):
        np.testing.assert_array_equal(getattr(again, one.name), getattr(scores, one.name))


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.write_text("score\n1\n"), "not a readable Parquet file"),
        (lambda path: pl.DataFrame({"score": [1.0]}).write_parquet(path), "afterfit wrote"),
    ],
    ids=["missing", "text", "another table"],
)
def test_other_files_are_refused(
    write: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "scores.parquet"
    write(path)
    assert not is_anomaly_parquet(path)
    with pytest.raises(InputError, match=message):
        read_anomaly_scores_parquet(path)
