import math

import numpy as np
import polars as pl
import pytest
from scipy.special import expit, softmax

from afterfit.errors import InputError
from afterfit.readers import ReadOptions
from afterfit.readers.columns import Scores
from afterfit.readers.scores import score_matrix, what_is_wrong

LOGITS = ReadOptions(score_kind="logits")


def two(kind: pl.DataType) -> pl.DataFrame:
    return pl.DataFrame({"a": [1, None], "b": [0, 1]}, schema={"a": kind, "b": kind})


@pytest.mark.parametrize("kind", [pl.Float64(), pl.Float32(), pl.Int8(), pl.UInt8()])
def test_columns_of_numbers_become_rows(kind: pl.DataType) -> None:
    scores = score_matrix(two(kind), Scores(("b", "a"), "one a class"), 2, ReadOptions(), str)
    assert np.array_equal(scores, np.array([[0, 1], [1, math.nan]]), equal_nan=True)
    assert scores.flags["F_CONTIGUOUS"]


@pytest.mark.parametrize("kind", [pl.List(pl.Float32()), pl.Array(pl.Float64(), 2)])
def test_lists_become_rows(kind: pl.DataType) -> None:
    table = pl.DataFrame({"s": [[0.25, 0.75], None, [1.0, None]]}, schema={"s": kind})
    scores = score_matrix(table, Scores(("s",), "list"), 2, ReadOptions(), str)
    expected: list[list[float]] = [[0.25, 0.75], [math.nan, math.nan], [1, math.nan]]
    assert np.array_equal(scores, expected, equal_nan=True)
    with pytest.raises(InputError, match="0: column 's' holds 2 scores, expected 3"):
        score_matrix(table, Scores(("s",), "list"), 3, ReadOptions(), str)


def test_one_column_is_the_second_of_two_classes() -> None:
    table = pl.DataFrame({"p": [0.25, 1.0]})
    scores = score_matrix(table, Scores(("p",), "positive class"), 2, ReadOptions(), str)
    assert scores.tolist() == [[0.75, 0.25], [0, 1]]


def test_logits_become_probabilities() -> None:
    values = np.array([[0.0, 1.0], [1000.0, -1000.0]])
    table = pl.DataFrame(values, schema=["a", "b"])
    rows = score_matrix(table, Scores(("a", "b"), "one a class"), 2, LOGITS, str)
    assert np.array_equal(rows, softmax(values, axis=1))
    alone = score_matrix(table, Scores(("b",), "positive class"), 2, LOGITS, str)
    assert np.array_equal(alone[:, 1], expit(values[:, 1]))
    each = ReadOptions(score_kind="logits", task="multilabel")
    assert np.array_equal(
        score_matrix(table, Scores(("a", "b"), "one a class"), 2, each, str), expit(values)
    )


def test_weights_are_divided_by_the_sum_of_their_row() -> None:
    table = pl.DataFrame({"a": [0.1, 3.0, 0.0], "b": [0.0, 1.0, 0.0]})
    options = ReadOptions(score_kind="weights")
    rows = score_matrix(table, Scores(("a", "b"), "one a class"), 2, options, str)
    assert rows[:2].tolist() == [[1.0, 0.0], [0.75, 0.25]]
    assert np.isnan(rows[2]).all()


@pytest.mark.parametrize(
    ("row", "task", "reason"),
    [
        ([math.nan, 1], "classification", "a score is nan or missing"),
        ([math.inf, 1], "classification", "a score is inf"),
        ([-0.5, 1.5], "classification", "a score is -0.5, expected 0 or more"),
        ([0.1, 0.0], "classification", "the scores sum to 0.1, expected 1 ± 0.01"),
        ([0.1, 1.5], "multilabel", "a score is 1.5, expected at most 1"),
    ],
)
def test_the_reason_is_told(row: list[float], task: str, reason: str) -> None:
    assert what_is_wrong(np.array(row), task) == reason
