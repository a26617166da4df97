from pathlib import Path

import pytest

from afterfit.datasets import FeatureChain, SplitPlan
from afterfit.datasets.dataset import DataSet, read_anomaly_windows
from afterfit.errors import InputError

CHAIN = FeatureChain(frame_size=4)
NORMAL = [f"classes/Normal/n{i}.csv" for i in range(6)]


def write(root: Path, names: list[str]) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x\n" + "\n".join(map(str, range(8))) + "\n")
    return root


def kinds(data: DataSet, split: str) -> set[str]:
    windows = data.splits[split]
    return {windows.class_names[i] for i in windows.y_true}


def test_anomalies_are_only_tested_and_folders_are_kinds(tmp_path: Path) -> None:
    names = [*NORMAL, "classes/Anomaly/odd.csv", "classes/Anomaly/fault/f1.csv"]
    data = read_anomaly_windows(write(tmp_path, names), CHAIN, SplitPlan())
    assert data.splits["test"].class_names == ("normal", "anomaly", "fault")
    assert kinds(data, "train") == kinds(data, "validation") == {"normal"}
    assert kinds(data, "test") == {"normal", "fault", "anomaly"}
    assert data.notes == ()


def test_a_share_of_the_anomalies_may_go_to_validation(tmp_path: Path) -> None:
    names = [*NORMAL, *(f"classes/Anomaly/a{i}.csv" for i in range(4))]
    data = read_anomaly_windows(write(tmp_path, names), CHAIN, SplitPlan(), 0.5)
    found = {split: (each.y_true == 1).sum() for split, each in data.splits.items()}
    assert found == {"train": 0, "validation": 4, "test": 4}


def test_without_anomalies_the_user_is_told(tmp_path: Path) -> None:
    data = read_anomaly_windows(write(tmp_path, NORMAL), CHAIN, SplitPlan())
    assert data.splits["test"].class_names == ("normal",)
    assert any("there are no anomalies" in note for note in data.notes)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["classes/normal/a.csv"], r"'normal' is neither Normal nor Anomaly.*did you mean"),
        (["classes/Anomaly/a.csv"], "no folder Normal"),
        ([*NORMAL, "classes/Anomaly/note.docx"], "holds no recordings"),
        ([*NORMAL, "classes/Anomaly/normal/a.csv"], "cannot be called normal"),
        ([*NORMAL, "classes/Normal/inner/a.csv"], "a folder where recordings are expected"),
        ([*NORMAL, "classes/Anomaly/a.pkl"], "pickle"),
    ],
)
def test_layouts_that_are_none(tmp_path: Path, names: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_anomaly_windows(write(tmp_path, names), CHAIN, SplitPlan())


def test_an_anomaly_cannot_be_listed_for_training(tmp_path: Path) -> None:
    write(tmp_path, [*NORMAL, "classes/Anomaly/a.csv"])
    lists = {
        "train": "Normal/n0.csv\nAnomaly/a.csv",
        "val": "Normal/n1.csv",
        "test": "Normal/n2.csv",
    }
    (tmp_path / "annotations").mkdir()
    for split, text in lists.items():
        (tmp_path / "annotations" / f"instances_{split}_list.txt").write_text(text)
    with pytest.raises(InputError, match=r"Anomaly/a.csv is listed for training"):
        read_anomaly_windows(tmp_path, CHAIN, SplitPlan())
