import pickle
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers import (
    ReadOptions,
    join_records,
    join_rows,
    open_predictions,
    read_columns,
    read_multilabel,
    read_predictions,
    read_shard,
    write_predictions,
)
from afterfit.records import PredictionColumns, Predictions
from tests.readers.tables import WRITERS, assert_equal, predictions
from tests.records.test_prediction_columns import columns_of
from tests.shared_data import MLPERF_TINY
from tests.statistics.identical import assert_identical

KWS = MLPERF_TINY


@pytest.mark.parametrize("suffix", WRITERS)
@given(one=predictions(), rows_per_shard=st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read_back_however_it_is_cut(
    suffix: str, one: Predictions, rows_per_shard: int
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"any.{suffix}")
        WRITERS[suffix](one, path)
        table = open_predictions(path, rows_per_shard=rows_per_shard)
        assert table.n_rows == len(one)
        assert all(shard.n_rows <= rows_per_shard for shard in table.shards)
        parts = [part for shard in table.shards for part in read_shard(table, shard)]
        (joined,) = join_records(parts)
        (whole,) = read_predictions(path)
    assert_equal(joined, one)
    assert_equal(whole, one)
    assert joined.source_names == whole.source_names


@given(one=predictions())
@settings(max_examples=30, deadline=None)
def test_our_own_files_come_back_whole(one: Predictions) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "any.parquet")
        write_predictions(one, path)
        (back,) = read_predictions(path)
    assert_equal(back, one)
    assert back.source_names == one.source_names


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
@given(one=predictions(), rows_per_shard=st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_columns_are_joined_as_records_are(
    suffix: str, one: Predictions, rows_per_shard: int
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"any.{suffix}")
        WRITERS[suffix](one, path)
        table = open_predictions(path, rows_per_shard=rows_per_shard)
        read = partial(read_columns, table, by_name=False)
        (rows,) = join_rows(part for shard in table.shards for part in read(shard))
        (whole,) = read_predictions(path)
    matrix = rows.as_matrix() if isinstance(rows, PredictionColumns) else rows
    assert_identical(matrix, whole)


@pytest.mark.parametrize("one", ["float32", "matrix"])
def test_columns_beside_others_become_a_matrix(one: str) -> None:
    rows = record(("a", "b"), 0, 1, 1)
    other = columns_of(
        rows, columns=tuple(rows.scores.T.astype(np.float32, order="C")), variant="int8"
    )
    parts = [other if one == "float32" else rows, columns_of(rows, variant="int8")]
    (joined,) = join_rows(parts)
    (expected,) = join_records([rows, rows])
    assert_identical(joined, expected)


def record(class_names: tuple[str, ...], *labels: int) -> Predictions:
    y_true = np.array(labels)
    scores = np.eye(len(class_names))[y_true]
    numbers = np.arange(len(labels))
    return Predictions(class_names, y_true, scores, 0 * numbers, ("x",), numbers, "int8", "test")


def test_classes_that_are_numbers_in_any_order_come_back_from_our_own_files(
    tmp_path: Path,
) -> None:
    one = record(("10", "1", "0"), 0, 2)
    write_predictions(one, tmp_path / "any.parquet")
    assert_equal(read_predictions(tmp_path / "any.parquet")[0], one)


def test_variants_and_splits_come_apart_in_order_of_appearance(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(
        "variant,split,source,label,score_a,score_b\n"
        "int8,test,y,a,1,0\nfloat,test,x,b,0,1\nint8,train,x,b,1,0\nint8,test,x,b,0,1\n"
    )
    for rows_per_shard in (1, 2, 3, 4):
        table = open_predictions(path, rows_per_shard=rows_per_shard)
        records = join_records(p for s in table.shards for p in read_shard(table, s))
        assert [(r.variant, r.split, len(r)) for r in records] == [
            ("int8", "test", 2),
            ("float", "test", 1),
            ("int8", "train", 1),
        ]
        assert (records[0].source_names, records[0].source.tolist()) == (("y", "x"), [0, 1])
        assert records[0].offset.tolist() == [0, 3]
        assert records[1].source_names == ("x",)


def test_files_are_variants_by_their_names_unless_said(tmp_path: Path) -> None:
    for name in ("float/a", "int8/a", "int8/b"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.csv").write_text("label,score_a,score_b\na,1,0\n")
    assert [p.variant for p in read_predictions(tmp_path / "int8")] == ["a", "b"]
    assert [p.variant for p in read_predictions(tmp_path)] == ["float/a", "int8/a", "int8/b"]
    (one,) = read_predictions(tmp_path, ReadOptions(variant_name="all", split_name="train"))
    assert (one.variant, one.split, len(one)) == ("all", "train", 3)


def test_a_table_and_its_shards_travel_to_another_process(tmp_path: Path) -> None:
    path = tmp_path / "any.parquet"
    pl.DataFrame({"label": ["b", "a"], "p0": [0.5, 1.0], "p1": [0.5, 0.0]}).write_parquet(path)
    table = open_predictions(path)
    copy = pickle.loads(pickle.dumps(table))  # noqa: S301 - our own bytes
    (one,), (other,) = (read_shard(t, t.shards[0]) for t in (table, copy))
    assert_equal(one, other)


def test_predicted_classes_alone_are_read_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "hard.csv"
    path.write_text("y_true,y_pred\ncat,dog\ndog,dog\ncat,bird\n")
    (one,) = read_predictions(path)
    assert one.class_names == ("bird", "cat", "dog")
    assert not one.has_scores
    assert one.y_true.tolist() == [1, 2, 1]
    assert one.y_pred.tolist() == [2, 2, 0]
    write_predictions(one, tmp_path / "hard.parquet")
    assert not read_predictions(tmp_path / "hard.parquet")[0].has_scores


def test_rows_without_a_source_say_so(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("label,p0,p1\n0,1,0\n1,0,1\n")
    (one,) = read_predictions(path)
    assert (one.has_sources, one.source_names, one.offset.tolist()) == (False, ("",), [0, 1])


def test_dropped_rows_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text(
        "split,label,p0,p1\ntest,0,1,0\ntest,1,nan,1\ntest,1,0.5,\ntrain,1,inf,0\ntest,1,0,1\n"
    )
    for rows_per_shard in (1, 2, 5):
        table = open_predictions(path, ReadOptions(on_bad_rows="drop"), rows_per_shard)
        test, train = join_records(p for s in table.shards for p in read_shard(table, s))
        assert (len(test), test.offset.tolist()) == (2, [0, 4])
        assert test.left_out.n_rows == 2
        assert test.left_out.examples == (
            f"{path}, row 3: a score is nan or missing",
            f"{path}, row 4: a score is nan or missing",
        )
        assert (len(train), train.left_out.n_rows) == (0, 1)
    write_predictions(test, tmp_path / "test.parquet")
    assert read_predictions(tmp_path / "test.parquet")[0].left_out == test.left_out


def test_parts_of_other_classes_do_not_join() -> None:
    parts = [record(("a", "b"), 0), record(("a", "c"), 0)]
    with pytest.raises(InputError, match="int8 on test have different classes: a, b against a, c"):
        join_records(parts)


def test_reading_as_the_other_task_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("label_a,score_a\n1,0.5\n")
    with pytest.raises(InputError, match="read_multilabel"):
        read_predictions(path, ReadOptions(task="multilabel"))
    path.write_text("label,score_a\na,1\n")
    with pytest.raises(InputError, match="task='multilabel'"):
        read_multilabel(path, ReadOptions())


@pytest.mark.skipif(not KWS.is_dir(), reason="the MLPerf Tiny logs are not on this machine")
def test_mlperf_logs_read_with_one_option() -> None:
    drop = ReadOptions(on_bad_rows="drop")
    named = ReadOptions(label="label", scores="p*", on_bad_rows="drop")
    for options in (drop, named):
        records = read_predictions(str(KWS / "kws__*.csv"), options)
        accuracy = [round(100 * float((r.y_pred == r.y_true).mean()), 1) for r in records]
        assert accuracy == [91.9, 89.7, 90.1, 90.2]
        assert {len(r.class_names) for r in records} == {12}
        assert [r.left_out.n_rows for r in records] == [1, 0, 0, 0]
        assert records[0].source_names[1] == "tst_000001_Left_2.bin"
    # One row of the float log sums to 0.1; without the option it is named.
    with pytest.raises(InputError, match=r"row 867: the scores sum to 0\.1"):
        read_predictions(str(KWS / "kws__*.csv"))
