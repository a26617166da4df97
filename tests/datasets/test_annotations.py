from pathlib import Path

import pytest

from afterfit.datasets import SplitPlan
from afterfit.datasets.layout import find_layout
from afterfit.datasets.splits import Split, split_recordings
from afterfit.errors import InputError

LISTS = {
    "instances_train_list.txt": "# train\na/0.csv\n\n./b/0.csv\n",
    "instances_val_list.txt": "classes/a/1.csv\nb\\1.csv\n",
    "instances_test_list.txt": "b/2.csv",
}


def split_with(root: Path, lists: dict[str, str], folder: str = "annotations") -> Split:
    for name in ("a/0", "a/1", "a/2", "b/0", "b/1", "b/2"):
        path = root / "classes" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1\n")
    for name, text in lists.items():
        (root / folder).mkdir(exist_ok=True)
        (root / folder / name).write_text(text)
    return split_recordings(find_layout(root, "annotations"), SplitPlan())


@pytest.mark.parametrize("folder", ["annotations", "classes/annotations"])
@pytest.mark.parametrize("prefix", ["instances_", ""])
def test_lists_are_honoured(tmp_path: Path, folder: str, prefix: str) -> None:
    lists = {name.replace("instances_", prefix): text for name, text in LISTS.items()}
    split = split_with(tmp_path, lists, folder)
    assert {share.source: share.split for share in split.shares} == {
        "a/0.csv": "train",
        "b/0.csv": "train",
        "a/1.csv": "validation",
        "b/1.csv": "validation",
        "b/2.csv": "test",
    }
    assert split.notes == ("no list names 1 of 6 recordings: a/2.csv",)


def test_empty_lists(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"test_list\.txt: name no recording"):
        split_with(tmp_path, dict.fromkeys(LISTS, "# nothing yet\n"))


def test_incomplete_lists_are_noted_and_not_used(tmp_path: Path) -> None:
    split = split_with(tmp_path, {"instances_train_list.txt": "a/0.csv"})
    assert len(split.shares) == 6
    assert split.notes[0] == (
        "annotation lists are followed only when all three exist: found instances_train_list.txt, "
        "not instances_val_list.txt, instances_test_list.txt"
    )


@pytest.mark.parametrize(
    ("test_list", "message"),
    [
        ("b/2.csv\na/9.csv", r"test_list\.txt, line 2: no recording 'a/9\.csv'.*did you mean"),
        ("../secret.csv", r"test_list\.txt, line 1: no recording '\.\./secret\.csv'"),
        ("a/0.csv", r"test_list\.txt, line 1: a/0\.csv is listed already in .*train_list\.txt, li"),
        ("b/2.csv\n\nb/2.csv", r"test_list\.txt, line 3: b/2\.csv is listed already .*line 1"),
    ],
    ids=["missing file", "outside", "in two lists", "twice in one list"],
)
def test_lists_that_cannot_be_honoured(tmp_path: Path, test_list: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        split_with(tmp_path, {**LISTS, "instances_test_list.txt": test_list})
