import math
from pathlib import Path

import pytest
from sklearn.metrics import auc

from afterfit.errors import InputError
from afterfit.readers.tensorlab_run import is_tensorlab_run, read_tensorlab_run
from afterfit.readers.tensorlab_run.file_log import read_file_log
from afterfit.readers.tensorlab_run.roc_csv import read_roc_csv
from afterfit.readers.tensorlab_run.run_log import read_log_numbers
from afterfit.readers.tensorlab_run.threshold_csv import read_threshold_csv


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("root.main.FloatTrain.BestEpoch : Acc@1 98.250", ("accuracy", "float training", 0.9825)),
        ("root.main.QuantTrain.BestEpoch : F1-Score 0.979", ("f1", "quantised training", 0.979)),
        ("root.main.FloatTrain.BestEpoch : MSE 0.023", ("mse", "float training", 0.023)),
        ("root.main.FloatTrain.BestEpoch : R2-Score -21386.5", ("r2", "float training", -21386.5)),
        ("test_data : Test Data Evaluation RMSE: 1.25", ("rmse", "test", 1.25)),
        ("test_data : Test Data Evaluation R2-Score: 0.93", ("r2", "test", 0.93)),
        ("root.main.FloatTrain.Epoch : Acc@1 98.250", None),
        ("something else 98.250", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_numbers_of_the_log(line: str, expected: tuple[str, str, float] | None) -> None:
    found = [(one.metric, one.stage, one.value) for one in read_log_numbers([line])]
    assert found == ([] if expected is None else [pytest.approx(expected)])


def test_the_last_line_of_a_kind_counts_with_its_rounding() -> None:
    lines = [f"test_data : Test Data Evaluation Accuracy: {value}%" for value in ("50.00", "97.9")]
    (one,) = read_log_numbers(lines)
    assert one.value == pytest.approx(0.979)
    assert one.line == 2
    assert one.rounding == pytest.approx(0.0005)
    assert math.isnan(one.ours)


LOG = """FloatTrain
| True Class | File  | Total Samples | Predicted as a | Predicted as b |
|     a      | 1.csv |       3       |       2        |       1        |
INFO TestData
+----+
| True Class | File  | Total Samples | Predicted as a | Predicted as b |
|     a      | 7.csv |       3       |       2        |       1        |
|     b      | 8.csv |       9       |       2        |       1        |
|     b      | 9.csv |       4       |       0        |
"""


def test_tables_are_read_and_damaged_rows_are_told() -> None:
    log = read_file_log(LOG.splitlines())
    assert [(one.stage, one.n_samples) for one in log.tables] == [
        ("float training", 3),
        ("test", 3),
    ]
    assert [note.split(" was")[0] for note in log.notes] == [
        "line 8 of the file-level log",
        "line 9 of the file-level log",
    ]


def test_curves_are_split_at_infinity_and_their_area_is_that_of_scikit_learn(
    tmp_path: Path,
) -> None:
    path = tmp_path / "fpr_tpr_thresholds.csv"
    path.write_text(",fpr,tpr,thresholds\n0,0,0,inf\n1,0.2,0.7,3\n2,1,1,-9\n3,0,0,inf\n4,1,1,2\n")
    first, second = read_roc_csv(path, ("a", "b"))
    assert first.auc == pytest.approx(auc(first.fpr, first.tpr), abs=1e-12)
    assert (first.name, second.name, second.auc) == ("a", "b", 0.5)
    assert [one.name for one in read_roc_csv(path, ("a",))] == ["class 0", "class 1"]


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", ",fpr,tpr,thresholds\n", ",fpr,tpr,thresholds\n0,0,0.\n",
     ",fpr,tpr,thresholds\n0,0,0,3\n"],
    ids=["empty", "other columns", "no rows", "cut off", "no infinity"],
)  # fmt: skip
def test_wrong_curves_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roc.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=r"roc\.csv"):
        read_roc_csv(path)


def test_the_statistics_of_the_motor_bearings(tmp_path: Path) -> None:
    path = tmp_path / "threshold_performance.csv"
    k, threshold = 4.5, 1.662490 + 4.5 * 1.968127
    path.write_text(
        "k_value,threshold,true_positives,true_negatives,false_positives,false_negatives\n"
        f"{k},{threshold:.6f},5,4,1,0\n"
    )
    (one,) = read_threshold_csv(path)
    assert one.threshold == pytest.approx(10.519060, abs=2e-6)
    assert one.f1 == pytest.approx(10 / 11)


def test_a_run_folder_is_told_from_others(tmp_path: Path) -> None:
    (tmp_path / "ours/training/base").mkdir(parents=True)
    (tmp_path / "ours/manifest.json").write_text("{}")
    (tmp_path / "theirs/training/base").mkdir(parents=True)
    (tmp_path / "flat/training_quantization").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    found = [is_tensorlab_run(tmp_path / name) for name in ("ours", "theirs", "flat", "data")]
    assert found == [False, True, True, False]


def test_a_damaged_yaml_is_replaced_by_the_json(tmp_path: Path) -> None:
    (tmp_path / "run.yaml").write_text("common: [")
    (tmp_path / "run.json").write_text('{"common": {"task_type": "motor_fault"}}')
    run = read_tensorlab_run(tmp_path)
    assert run.task == "motor_fault"
    assert any("damaged" in note for note in run.notes)
