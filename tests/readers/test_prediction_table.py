from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import ReadOptions, open_predictions, read_predictions
from afterfit.readers.table_file import usual_rows_per_shard


def save(folder: Path, content: str, name: str = "any.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "options", "classes"),
    [
        ("label,p0,p1\n1,0,1\n", {}, "0 1"),
        ("label,p1,p2\n1,1,0\n2,0,1\n", {}, "1 2"),
        ("label,p0,p1\ndog,0,1\ncat,1,0\n", {}, "cat dog"),
        ("label,p1,p2\ndog,0,1\ncat,1,0\n", {}, "cat dog"),
        ("label,p0,p1\ndog,1,0\ndog,1,0\n", {"classes": ("dog", "cat")}, "dog cat"),
        ("label,score_b,score_a\nb,1,0\n", {}, "b a"),
        ("label,score_b,score_a\nb,1,0\n", {"classes": ("a", "b")}, "a b"),
        ("label,score_7,score_3\n3,0,1\n", {}, "3 7"),
        ("label,score\n1,0.75\n0,0.25\n", {}, "0 1"),
        ("label,score\nyes,0.75\nno,0.25\n", {}, "no yes"),
        ("label,score\n1,0.75\n", {"classes": ("no", "yes")}, "no yes"),
        ("label,prediction\n10,10\n9,9\n", {}, "9 10"),
        ("0.8,cat,0.2\n0.3,dog,0.7\n", {"header": False, "label": "column_2"}, "cat dog"),
        ("label/p0/p1\n1/0/1\n", {"delimiter": "/"}, "0 1"),
    ],
    ids=[
        *("numbered from 0", "numbered from 1", "words in order", "words, from 1", "given"),
        *("suffixes", "given in another order", "numbers as names", "positive", "positive words"),
        *("positive given", "predicted numbers", "no header", "own delimiter"),
    ],
)
def test_where_class_names_come_from(
    tmp_path: Path, content: str, options: dict[str, Any], classes: str
) -> None:
    if not options.get("header", True):
        options = options | {"scores": "column_*"}
    (one,) = read_predictions(save(tmp_path, content), ReadOptions(**options))
    assert one.class_names == tuple(classes.split())
    assert one.y_pred.tolist() == one.y_true.tolist()


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("label,p0,p1,p2\na,1,0,0\nb,0,1,0\n", {}, "3 scores a row but 2 different labels .*a, b"),
        ("label,p0,p1\n0,1,0\n", {"classes": ("a",)}, "1 class was named .*has 2 scores"),
        ("label,p0,p1\n0,1,0\n", {"classes": ("a", "a")}, "'a' is there twice"),
        ("label,score\na,0.1\nb,0.2\nc,0.3\n", {}, "2 scores a row but 3 different labels"),
        ("label,p0,p1\n0,1,0\n", {"delimiter": ", "}, "one character, got ', '"),
        ("label,prediction\n,\n", {}, "no row has a label"),
    ],
)
def test_classes_that_cannot_be_told(
    tmp_path: Path, content: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        open_predictions(save(tmp_path, content), ReadOptions(**options))


def test_a_table_knows_its_size_without_reading_it(tmp_path: Path) -> None:
    scores = np.full((1000, 2), 0.5)
    table = pl.DataFrame({"label": [0, 1] * 500, "p0": scores[:, 0], "p1": scores[:, 1]})
    table.write_parquet(tmp_path / "p2.parquet", row_group_size=300)
    table.write_parquet(tmp_path / "p10.parquet")
    opened = open_predictions(str(tmp_path / "*.parquet"), rows_per_shard=400)
    assert opened.n_rows == 2000
    assert [(s.file, s.first_row, s.n_rows) for s in opened.shards] == [
        (file, row, n) for file in (0, 1) for row, n in ((0, 400), (400, 400), (800, 200))
    ]
    assert opened.variants == ("p2", "p10")
    with pytest.raises(InputError, match="rows_per_shard must be at least 1, got 0"):
        open_predictions(tmp_path, rows_per_shard=0)


def test_an_empty_file_beside_a_full_one_is_no_error(tmp_path: Path) -> None:
    save(tmp_path, "label,score_a,score_b\n", "a.csv")
    save(tmp_path, "label,score_a,score_b\nb,0,1\n", "b.csv")
    (one,) = read_predictions(tmp_path)
    assert (one.variant, len(one), one.y_true.tolist()) == ("b", 1, [1])


def test_columns_may_stand_in_another_order_in_each_file(tmp_path: Path) -> None:
    save(tmp_path, "label,score_a,score_b\nb,0,1\n", "a.csv")
    save(tmp_path, "score_b,label,score_a\n1,b,0\n", "b.csv")
    one, other = read_predictions(tmp_path)
    assert one.class_names == other.class_names == ("a", "b")
    assert np.array_equal(one.scores, other.scores)


def test_logits_are_read_when_said(tmp_path: Path) -> None:
    path = save(tmp_path, "label,logit_a,logit_b\na,2,0\n")
    (one,) = read_predictions(path, ReadOptions(score_kind="logits"))
    assert one.class_names == ("a", "b")
    assert one.scores[0, 0] == pytest.approx(1 / (1 + np.exp(-2)))


@pytest.mark.parametrize("n_values", [1, 10, 1000, 10**9])
def test_a_shard_is_bounded_whatever_the_width(n_values: int) -> None:
    rows = usual_rows_per_shard(n_values)
    assert rows == 1 or rows * n_values <= 1 << 23
    assert rows.bit_count() == 1
