from pathlib import Path

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import read_predictions_parquet, write_predictions
from afterfit.records import Predictions

HOSTILE = ("<script>", "=cmd()", "../x", 'a"b,c', "🙂" * 50)


@pytest.fixture
def predictions() -> Predictions:
    rng = np.random.default_rng(0)
    return Predictions(
        class_names=HOSTILE,
        y_true=rng.integers(0, 5, 20),
        scores=rng.dirichlet(np.ones(5), 20),
        source=rng.integers(0, 3, 20),
        source_names=("a/1.csv", "b/../1.csv", "=1"),
        offset=np.arange(20),
        variant="int8",
        split="test",
    )


def test_predictions_come_back_to_the_last_bit(predictions: Predictions, tmp_path: Path) -> None:
    write_predictions(predictions, tmp_path / "p.parquet")
    back = read_predictions_parquet(tmp_path / "p.parquet")
    assert np.array_equal(back.scores, predictions.scores)
    for name in ("y_true", "source", "offset"):
        assert np.array_equal(getattr(back, name), getattr(predictions, name))
    for name in ("class_names", "source_names", "variant", "split"):
        assert getattr(back, name) == getattr(predictions, name)


def test_other_tools_read_the_table(predictions: Predictions, tmp_path: Path) -> None:
    write_predictions(predictions, tmp_path / "p.parquet")
    table = pl.read_parquet(tmp_path / "p.parquet")
    assert table.columns[:6] == ["sample_id", "source", "offset", "split", "label", "prediction"]
    assert table["prediction"][0] == HOSTILE[predictions.y_pred[0]]
    assert table["sample_id"].n_unique() == 20


def test_no_rows_are_allowed(tmp_path: Path) -> None:
    none = np.array([], dtype=np.int64)
    empty = Predictions(("a",), none, np.zeros((0, 1)), none, (), none, "int8", "test")
    write_predictions(empty, tmp_path / "p.parquet")
    assert len(read_predictions_parquet(tmp_path / "p.parquet")) == 0


def test_bad_files_are_named(predictions: Predictions, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    with pytest.raises(InputError, match="no such file"):
        read_predictions_parquet(path)
    write_predictions(predictions, path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match=r"p\.parquet: not a readable Parquet file"):
        read_predictions_parquet(path)
    pl.DataFrame({"x": [1]}).write_parquet(path)
    with pytest.raises(InputError, match="not a table of predictions"):
        read_predictions_parquet(path)
