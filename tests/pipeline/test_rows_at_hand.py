"""Rows that were counted are not read twice, unless another process read them."""

import pickle
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from afterfit.pipeline.rows_at_hand import RowsAtHand
from afterfit.readers import PredictionTable, open_predictions, read_columns
from tests.statistics.identical import assert_identical


@pytest.fixture
def table(tmp_path: Path) -> PredictionTable:
    rows = pl.DataFrame(
        {"label": ["a", "b"] * 5, "source": list("vwxyzzyxwv"), "score_a": 0.75, "score_b": 0.25}
    )
    rows.write_parquet(tmp_path / "p.parquet")
    return open_predictions(tmp_path, rows_per_shard=3)


@pytest.fixture
def shards_read(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    read: list[object] = []

    def noted(table: PredictionTable, shard: object, **how: bool) -> object:
        read.append(shard)
        return read_columns(table, shard, **how)  # type: ignore[arg-type]

    module = import_module("afterfit.pipeline.rows_at_hand")
    monkeypatch.setattr(module, "read_columns", noted)
    return read


def test_what_was_counted_is_not_read_again(
    table: PredictionTable, shards_read: list[object]
) -> None:
    at_hand = RowsAtHand(table)
    for shard in reversed(table.shards):
        at_hand(shard)
    (rows,) = at_hand.joined()
    assert (len(rows), list(rows.offset)) == (10, list(range(10)))
    assert rows.source_names == ("v", "w", "x", "y", "z")
    assert len(shards_read) == len(table.shards) == 4


def test_what_another_process_read_is_read_here(
    table: PredictionTable, shards_read: list[object]
) -> None:
    here = RowsAtHand(table)
    there = pickle.loads(pickle.dumps(here))  # noqa: S301  # our own bytes
    first, *rest = table.shards
    for one, other in zip(there(first), here(first), strict=True):
        assert_identical(one, other)
    for shard in rest:
        there(shard)
    (rows,) = here.joined()
    assert len(rows) == 10
    assert len(shards_read) == 2 * len(table.shards)
