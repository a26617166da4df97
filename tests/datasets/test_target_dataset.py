from pathlib import Path

import numpy as np
import pytest

from afterfit.datasets import FeatureChain, SplitPlan, TargetPlan, read_target_windows
from afterfit.errors import InputError

CHAIN = FeatureChain(("SimpleWindow",), frame_size=4, stride_size=0.5, variables=2)


def write(root: Path, n_files: int = 4, n_rows: int = 20, target: float | None = None) -> Path:
    """Files whose columns count: a = row, b = 10·row, load = row² + 1000·file."""
    for number in range(n_files):
        rows = np.arange(n_rows)
        load = rows**2 + 1000 * number if target is None else np.full(n_rows, target)
        table = np.column_stack([rows / 10, rows, 10 * rows, load])
        path = root / "files" / f"run_{number}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savetxt(path, table, "%.3f", ",", header="time,a,b,load", comments="")
    return root


def test_a_regression_tells_the_last_column_averaged_over_the_window(tmp_path: Path) -> None:
    data = read_target_windows(write(tmp_path), CHAIN, SplitPlan(), TargetPlan())
    for windows in data.splits.values():
        assert windows.target_names == ("load",)
        assert windows.channel_names == ("a", "b")
        for i in range(len(windows)):
            start = windows.offset[i]
            rows = np.arange(start, start + 4)
            file = int(windows.source_names[windows.source[i]][4])
            assert windows.values[i, 0].tolist() == rows.tolist()
            assert windows.targets[i, 0, 0] == pytest.approx((rows**2).mean() + 1000 * file)
    assert {name: len(each) for name, each in data.splits.items()} == {
        "train": 18,
        "validation": 9,
        "test": 9,
    }


def test_a_forecast_tells_what_comes_next(tmp_path: Path) -> None:
    plan = TargetPlan(("b", "load"), horizon=3)
    data = read_target_windows(write(tmp_path), CHAIN, SplitPlan(), plan)
    train = data.splits["train"]
    assert train.targets.shape[1:] == (3, 2)
    for i in range(len(train)):
        after = np.arange(train.offset[i] + 4, train.offset[i] + 7)
        assert train.targets[i, :, 0].tolist() == (10 * after).tolist()
        assert train.history[i, :, 0].tolist() == (10 * (after[0] - np.arange(4, 0, -1))).tolist()
    assert max(train.offset) + 7 <= 20


def test_without_targets_a_forecast_tells_its_inputs(tmp_path: Path) -> None:
    data = read_target_windows(write(tmp_path), CHAIN, SplitPlan(), TargetPlan(horizon=1))
    assert data.splits["test"].target_names == ("a", "b")


def test_no_step_that_is_forecast_is_in_another_split(tmp_path: Path) -> None:
    plan = SplitPlan("within_files", (0.5, 0.25, 0.25))
    data = read_target_windows(write(tmp_path, n_rows=40), CHAIN, plan, TargetPlan(horizon=2))
    first = {"train": 0, "validation": 20, "test": 30, "end": 40}
    for split, after in zip(("train", "validation", "test"), [20, 30, 40], strict=True):
        offsets = data.splits[split].offset
        assert first[split] <= offsets.min()
        assert offsets.max() + 4 + 2 <= after


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (TargetPlan(horizon=17), "and 17 after it to forecast, but the longest"),
        (TargetPlan(("a",)), "a is both read and told"),
        (TargetPlan(("lead",)), r"target_variables: asks for the column 'lead'.*'load'"),
        (TargetPlan((7,)), r"target_variables: asks for column 7"),
    ],
    ids=["horizon", "own target", "no such name", "no such place"],
)
def test_targets_that_cannot_be_told(tmp_path: Path, targets: TargetPlan, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_target_windows(write(tmp_path), CHAIN, SplitPlan(), targets)


def test_a_target_that_never_changes(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="load is 7 in every training window"):
        read_target_windows(write(tmp_path, target=7), CHAIN, SplitPlan(), TargetPlan())


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["classes/a/x.csv"], "layout classes/"),
        (["files/inner/x.csv"], "side by side"),
        (["files/x.pkl"], "pickle"),
        (["files/x.docx"], "holds no recordings"),
    ],
)
def test_layouts_that_are_none(tmp_path: Path, names: list[str], message: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("1\n")
    with pytest.raises(InputError, match=message):
        read_target_windows(tmp_path, CHAIN, SplitPlan(), TargetPlan())


def test_lists_name_the_recordings_of_each_split(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "annotations").mkdir()
    for split, number in {"train": 3, "val": 1, "test": 0}.items():
        (tmp_path / "annotations" / f"instances_{split}_list.txt").write_text(f"run_{number}.csv\n")
    data = read_target_windows(tmp_path, CHAIN, SplitPlan(), TargetPlan())
    train = data.splits["train"]
    assert {train.source_names[i] for i in train.source} == {"run_3.csv"}
    assert any("no list names 1 of 4" in note for note in data.notes)
