"""Files of predicted numbers: what is read, what comes back, and what a mistake says."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import (
    ReadOptions,
    read_forecasts,
    read_regressions,
    write_forecasts,
    write_regression,
)
from afterfit.records import RegressionPredictions
from tests.statistics.sample_numbers import healthy_forecasts, healthy_numbers, numbers_of

TABLE = pl.DataFrame(
    {
        "source": ["a", "a", "b"],
        "offset": [0, 50, 0],
        "target_x": [1.0, 2.0, 3.0],
        "target_y": [4.0, 5.0, 6.0],
        "prediction_y": [4.5, 5.0, 6.0],
        "prediction_x": [1.0, 2.5, 3.0],
    }
)


@pytest.mark.parametrize("kind", ["csv", "parquet", "ndjson"])
def test_formats_give_the_same(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"int8.{kind}"
    getattr(TABLE, f"write_{kind}")(path)
    (rows,) = read_regressions(path)
    assert rows.target_names == ("x", "y")
    assert rows.errors.tolist() == [[0, 0.5], [0.5, 0], [0, 0]]
    assert [rows.source_names[code] for code in rows.source] == ["a", "a", "b"]
    assert (rows.variant, rows.split, rows.offset.tolist()) == ("int8", "test", [0, 50, 0])


def test_npz_of_two_dimensions(tmp_path: Path) -> None:
    path = tmp_path / "float32.npz"
    np.savez(path, y_true=np.eye(3), y_pred=np.ones((3, 3)))
    (rows,) = read_regressions(path)
    assert rows.target_names == ("output 1", "output 2", "output 3")
    assert rows.y_true.tolist() == np.eye(3).tolist()


def test_variants_and_splits_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("variant,split,actual,predicted\nf,test,1,1\ni,test,1,2\nf,train,3,3\n")
    found = read_regressions(path)
    assert [(one.variant, one.split, len(one)) for one in found] == [
        ("f", "test", 1),
        ("i", "test", 1),
        ("f", "train", 1),
    ]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (
            "a,b\n1,2\n",
            ReadOptions(),
            "no column of target numbers was found; the columns are a, b",
        ),
        ("target,b\n1,2\n", ReadOptions(), "no column of prediction numbers"),
        ("target,pred\n1,x\n", ReadOptions(), "column 'pred' must hold numbers, got 'x'"),
        ("target,pred\n1,\n2,2\n", ReadOptions(), "1 of 2 rows lacks a number"),
        ("target,pred\n1,nan\n2,2\n", ReadOptions(), "row 2: true 1, predicted nan"),
        ("target_a,target_b,pred_a\n1,2,3\n", ReadOptions(), "b has no counterpart"),
        ("u,pred\n1,2\n", ReadOptions(target="v*"), "no column matches 'v*'"),
        ("target,pred,source,offset\n1,2,a,x\n", ReadOptions(), "column 'offset' must hold whole"),
        ("target,pred\n", ReadOptions(), "no rows"),
    ],
)
def test_a_mistake_is_one_sentence(
    text: str, options: ReadOptions, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_regressions(path, options)
    assert said in str(caught.value)


def test_dropped_rows_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("target,pred\n1,\n2,2\n")
    (rows,) = read_regressions(path, ReadOptions(on_bad_rows="drop"))
    assert len(rows) == 1
    assert rows.left_out.n_rows == 1
    assert "row 2" in rows.left_out.examples[0]


def test_globs_name_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("gt_a,gt_b,out_a,out_b\n1,2,3,4\n")
    (rows,) = read_regressions(path, ReadOptions(target="gt_*", prediction="out_*"))
    assert rows.target_names == ("a", "b")
    assert rows.errors.tolist() == [[2, 2]]


def test_a_written_regression_comes_back(tmp_path: Path) -> None:
    first = healthy_numbers(1, split="validation")
    for rows in (first, numbers_of(first.y_true, first.y_pred, units=("Nm",))):
        write_regression(rows, tmp_path / "p.parquet")
        (back,) = read_regressions(tmp_path / "p.parquet")
        for name in RegressionPredictions.__slots__:
            np.testing.assert_array_equal(getattr(back, name), getattr(rows, name))


def test_written_forecasts_come_back(tmp_path: Path) -> None:
    rows = healthy_forecasts(1)
    write_forecasts(rows, tmp_path / "p.parquet")
    (back,) = read_forecasts(tmp_path / "p.parquet")
    for name in ("variable_names", "y_true", "y_pred", "history", "season", "offset", "split"):
        np.testing.assert_array_equal(getattr(back, name), getattr(rows, name))
    assert not back.has_sources


def test_tensorlab_files_are_variables_of_one_model(tmp_path: Path) -> None:
    for name, shift in (("load", 0), ("wind", 1)):
        text = f"ground_1,ground_2,predicted_1,predicted_2\n1,2,{1 + shift},2\n2,3,2,3\n"
        (tmp_path / f"{name}_predictions.csv").write_text(text)
    (rows,) = read_forecasts(tmp_path, ReadOptions(season=4))
    assert rows.variable_names == ("load", "wind")
    assert (rows.horizon, rows.season, len(rows)) == (2, 4, 2)
    assert rows.errors[0].tolist() == [[0, 1], [0, 0]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("target_1,target_3,pred_1,pred_3\n1,2,3,4\n", "steps of a forecast must run from 1"),
        ("target_a,pred_a\n1,2\n", "--task regression"),
    ],
)
def test_steps_without_order_are_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        read_forecasts(path)


def test_files_of_variables_hold_the_same_forecasts(tmp_path: Path) -> None:
    (tmp_path / "a_predictions.csv").write_text("ground_1,predicted_1\n1,2\n")
    (tmp_path / "b_predictions.csv").write_text("ground_1,predicted_1\n1,2\n1,2\n")
    with pytest.raises(InputError, match="hold the same forecasts"):
        read_forecasts(tmp_path)


def test_files_too_large_to_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("afterfit.readers.number_rows.MOST_VALUES", 10)
    TABLE.write_csv(tmp_path / "p.csv")
    with pytest.raises(InputError, match="12 numbers, and regressions and forecasts are analysed"):
        read_regressions(tmp_path / "p.csv")


@pytest.mark.parametrize(
    ("names", "options", "variants"),
    [
        (("part-0000.csv", "part-0001.csv"), ReadOptions(), ["kws"]),
        (("a.csv", "b.csv"), ReadOptions(), ["a", "b"]),
        (("a.csv", "b.csv"), ReadOptions(variant_name="int8"), ["int8"]),
        (("day=1/part-0.csv", "day=2/part-0.csv"), ReadOptions(), ["kws"]),
        (("x/int8.csv", "y/int8.csv"), ReadOptions(), ["x/int8", "y/int8"]),
    ],
    ids=["parts", "files", "one name", "folders of keys", "the same name twice"],
)
@pytest.mark.parametrize("task", ["regression", "forecasting"])
def test_variants_are_those_of_classifiers(
    task: str, names: tuple[str, ...], options: ReadOptions, variants: list[str], tmp_path: Path
) -> None:
    for name in names:
        path = tmp_path / "kws" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("target_1,prediction_1\n1,2\n")
    read = read_regressions if task == "regression" else read_forecasts
    found = read([tmp_path / "kws" / name for name in names], options)
    assert [one.variant for one in found] == variants
    assert sum(map(len, found)) == len(names)


def test_a_folder_tells_the_split(tmp_path: Path) -> None:
    path = tmp_path / "split=validation" / "int8.csv"
    path.parent.mkdir()
    path.write_text("target,prediction\n1,2\n")
    assert read_regressions(path)[0].split == "validation"
    assert read_regressions(path, ReadOptions(split_name="test"))[0].split == "test"


def test_a_user_tells_the_units(tmp_path: Path) -> None:
    path = tmp_path / "int8.csv"
    TABLE.write_csv(path)
    (rows,) = read_regressions(path, ReadOptions(units="x=Nm"))
    assert rows.units == ("Nm", "")
    path.write_text("target_load_1,prediction_load_1\n1,2\n")
    (series,) = read_forecasts(path, ReadOptions(units="kW"))
    assert series.units == ("kW",)
