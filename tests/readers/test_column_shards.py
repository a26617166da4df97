"""What `read_columns` leaves in columns says what `read_shard` says."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import ReadOptions, open_predictions, read_columns, read_shard
from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics import TallySettings, tally_batch
from tests.statistics.identical import assert_identical

ROWS = pl.DataFrame(
    {
        "label": ["cat", "dog", "dog", "cat"],
        "source": ["b.csv", "b.csv", "a.csv", "b.csv"],
        "score_cat": [0.75, 0.5, 0.125, 0.5],
        "score_dog": [0.25, 0.5, 0.875, 0.5],
    }
)
NARROW = ROWS.with_columns(pl.col("^score_.*$").cast(pl.Float32))


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        (ROWS, True),
        (NARROW, True),
        (ROWS.drop("source"), True),
        (ROWS.with_columns(offset=pl.Series([30, 20, 10, 0])), True),
        (ROWS.with_columns(pl.col("score_cat").cast(pl.Float32)), False),
        (ROWS[[0, 2]].with_columns(pl.col("^score_.*$").round().cast(pl.Int8)), False),
        (ROWS.with_columns(split=pl.Series(["test", "train", "test", "train"])), False),
        (ROWS.with_columns(variant=pl.Series(["a", "a", "b", "b"])), False),
        (ROWS.select("label", prediction=pl.lit("cat")), False),
        (ROWS.select("label", pl.concat_list("^score_.*$").alias("scores")), False),
    ],
    ids=[
        "float64", "float32", "no sources", "offsets", "two kinds", "whole numbers", "two splits",
        "two models", "no scores", "lists",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows_per_shard", [1, 3, 100])
def test_the_tally_is_the_same(
    rows: pl.DataFrame, stays: bool, rows_per_shard: int, tmp_path: Path
) -> None:
    rows.write_parquet(tmp_path / "p.parquet")
    options = ReadOptions(classes=("cat", "dog"))
    table = open_predictions(tmp_path, options, rows_per_shard=rows_per_shard)
    settings = TallySettings(exact=False)
    for shard in table.shards:
        left, whole = read_columns(table, shard), read_shard(table, shard)
        assert all(isinstance(part, PredictionColumns if stays else Predictions) for part in left)
        assert len(left) == len(whole)
        for one, other in zip(left, whole, strict=True):
            assert_identical(tally_batch(one, settings, 5), tally_batch(other, settings, 5))


@pytest.mark.parametrize(
    ("column", "value", "complaint"),
    [
        ("score_dog", 0.9, "row 2: the scores sum to 1.4, expected 1 ± 0.01"),
        ("score_dog", None, "row 2: a score is nan or missing"),
        ("score_dog", float("nan"), "row 2: a score is nan or missing"),
        ("score_dog", float("inf"), "row 2: a score is inf"),
        ("label", "cow", "none of the classes"),
        ("label", None, "each row needs a label"),
        ("source", None, "no known source"),
    ],
)
def test_what_is_wrong_is_told_as_by_read_shard(
    column: str, value: object, complaint: str, tmp_path: Path
) -> None:
    place = pl.int_range(pl.len()) == 1
    wrong = ROWS.with_columns(pl.when(place).then(pl.lit(value)).otherwise(column).alias(column))
    wrong.write_parquet(tmp_path / "p.parquet")
    table = open_predictions(tmp_path, ReadOptions(classes=("cat", "dog")))
    with pytest.raises(InputError, match=complaint) as by_columns:
        read_columns(table, table.shards[0])
    with pytest.raises(InputError) as by_rows:
        read_shard(table, table.shards[0])
    assert str(by_columns.value) == str(by_rows.value)


def test_dropped_rows_are_counted(tmp_path: Path) -> None:
    ROWS.with_columns(score_dog=np.array([0.25, 0.9, 0.875, 0.5])).write_parquet(
        tmp_path / "p.parquet"
    )
    table = open_predictions(tmp_path, ReadOptions(on_bad_rows="drop"))
    (part,) = read_columns(table, table.shards[0])
    assert (len(part), part.left_out.n_rows) == (3, 1)


def test_columns_number_sources_by_name(tmp_path: Path) -> None:
    ROWS.write_parquet(tmp_path / "p.parquet")
    table = open_predictions(tmp_path, ReadOptions(classes=("cat", "dog")))
    (one,), (other,) = read_columns(table, table.shards[0]), read_shard(table, table.shards[0])
    assert isinstance(one, PredictionColumns)
    assert (one.source_names, one.runs.source.tolist()) == (("a.csv", "b.csv"), [1, 0, 1])
    assert one.runs.length.tolist() == [2, 1, 1]
    assert (other.source_names, other.source.tolist()) == (("b.csv", "a.csv"), [0, 0, 1, 0])


def test_many_runs_are_numbered_as_a_few_are(tmp_path: Path, monkeypatch: Any) -> None:
    names = ["b", "", "é", "10", "9", "a,b"]
    rows = pl.concat([ROWS.with_columns(source=pl.lit(name)) for name in names * 3])
    rows.sample(fraction=1, shuffle=True, seed=1).write_parquet(tmp_path / "p.parquet")
    table = open_predictions(tmp_path, ReadOptions(classes=("cat", "dog")))
    (few,) = read_columns(table, table.shards[0])
    monkeypatch.setattr("afterfit.readers.row_origins._FEW", 0)
    (many,) = read_columns(table, table.shards[0])
    assert many.source_names == few.source_names == tuple(sorted(names))
    assert many.source.tolist() == few.source.tolist()


def test_a_source_that_is_missing_among_many_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("afterfit.readers.row_origins._FEW", 0)
    place = pl.int_range(pl.len()) == 2
    ROWS.with_columns(source=pl.when(~place).then("source")).write_parquet(tmp_path / "p.parquet")
    table = open_predictions(tmp_path, ReadOptions(classes=("cat", "dog")))
    with pytest.raises(InputError, match=r"row 3: .*None, which is no known source"):
        read_columns(table, table.shards[0])
