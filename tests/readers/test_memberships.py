import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import ReadOptions, read_multilabel
from afterfit.readers.memberships import memberships

MULTI = ReadOptions(task="multilabel")
THERE = [[True, False], [True, True], [False, False]]
SCORES = [[0.9, 0.1], [0.8, 0.7], [0.2, 0.0]]


def as_csv(path: Path) -> None:
    path.write_text(
        "label_dog,label_cat,score_cat,score_dog,source\n"
        "0,1,0.9,0.1,x\n1.0,True,0.8,0.7,x\n0,false,0.2,0,y\n"
    )


def as_ndjson(path: Path) -> None:
    words: list[list[str]] = [["cat"], ["dog", "cat"], []]
    rows = [
        {"labels": w, "score_cat": s[0], "score_dog": s[1], "source": x}
        for w, s, x in zip(words, SCORES, "xxy", strict=True)
    ]
    path.write_text("\n".join(map(json.dumps, rows)))


def as_parquet(path: Path) -> None:
    table: dict[str, Any] = {"y_true": [["cat"], ["dog", "cat"], []], "scores": SCORES}
    pl.DataFrame(table | {"source": ["x", "x", "y"]}).write_parquet(path)


def as_npz(path: Path) -> None:
    np.savez(path, y_true=THERE, scores=SCORES, source=["x", "x", "y"], classes=["cat", "dog"])


@pytest.mark.parametrize(
    "write", [as_csv, as_ndjson, as_parquet, as_npz], ids=lambda write: write.__name__[3:]
)
def test_each_format_gives_the_same(write: Any, tmp_path: Path) -> None:
    path = tmp_path / f"any.{write.__name__[3:]}"
    write(path)
    (one,) = read_multilabel(path, MULTI)
    assert one.class_names == ("cat", "dog")
    assert one.y_true.tolist() == THERE
    assert one.scores.tolist() == SCORES
    assert [one.source_names[i] for i in one.source] == ["x", "x", "y"]
    assert (one.variant, one.split) == ("any", "test")


def test_scores_outside_zero_and_one_are_refused_or_dropped(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("label_a,score_a\n1,0.5\n0,1.5\n")
    with pytest.raises(InputError, match=r"row 3: a score is 1\.5, expected at most 1"):
        read_multilabel(path, MULTI)
    (one,) = read_multilabel(path, ReadOptions(task="multilabel", on_bad_rows="drop"))
    assert (len(one), one.left_out.n_rows) == (1, 1)


@pytest.mark.parametrize(
    ("table", "columns", "message"),
    [
        ({"a": [1, 2], "b": [0, 0]}, ("a", "b"), "1: column 'a' must hold 0 or 1, got 2"),
        ({"a": [1, None], "b": [0, 0]}, ("a", "b"), "1: .*got None"),
        ({"a": [1]}, ("a",), r"1 columns of labels \(a\) do not match 2 classes"),
        ({"y": [["x"], ["z"]]}, ("y",), "1: .*'z', which is none of the classes x, y"),
        ({"y": [["x"], None]}, ("y",), "1: .*is empty; .*list \\[\\]"),
        ({"y": [["x", None]]}, ("y",), "0: .*holds None"),
        ({"y": [[1, 0], [1]]}, ("y",), "1: column 'y' holds 1 values, expected 0 or 1"),
        ({"y": [[1, 0], [0, 7]]}, ("y",), "1: column 'y' must hold 0 or 1, got 7"),
    ],
)
def test_other_labels_are_refused_with_their_place(
    table: dict[str, list[Any]], columns: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        memberships(pl.DataFrame(table), columns, ("x", "y"), str)
