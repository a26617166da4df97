"""Columns of scores → one matrix, and which of its rows are no probabilities."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.columns import Scores
from afterfit.readers.read_options import ReadOptions
from afterfit.records import improbable_rows, sum_tolerance

if TYPE_CHECKING:
    import polars as pl

Place = Callable[[int], str]
"""Row, from 0 → file and row for a message."""


def score_matrix(
    table: "pl.DataFrame", scores: Scores, n_classes: int, options: ReadOptions, place: Place
) -> NDArray[np.float64]:
    """Return probabilities of shape (n_samples, n_classes); nan where a score is missing.

    Values are those of the file; logits go through a softmax, or a sigmoid where each class
    stands for itself, and weights are divided by the sum of their row.
    """
    values = _values(table, scores, n_classes, place)
    multilabel = options.task == "multilabel"
    alone = multilabel or scores.form == "positive class"
    if options.score_kind == "logits":
        values = _from_logits(values, alone)
    if options.score_kind == "weights" and not alone:
        values = _from_weights(values)
    if scores.form == "positive class" and not multilabel:
        values = np.column_stack([1 - values[:, 0], values[:, 0]])
    return values


def bad_rows(scores: NDArray[np.float64], task: str) -> NDArray[np.int64]:
    """Return the rows that hold no probabilities of this *task*."""
    if task == "classification":
        return improbable_rows(scores)
    return np.flatnonzero(~((scores >= 0) & (scores <= 1)).all(axis=1))


def what_is_wrong(row: NDArray[np.float64], task: str) -> str:
    """Return why one row of scores is refused.

    Examples
    --------
    >>> what_is_wrong(np.array([0.9, 0.9]), "classification")
    'the scores sum to 1.8, expected 1 ± 0.01'
    """
    strange = row[~np.isfinite(row)]
    if len(strange):
        return "a score is nan or missing" if np.isnan(strange[0]) else f"a score is {strange[0]}"
    if row.min() < 0:
        return f"a score is {row.min():.6g}, expected 0 or more"
    if task == "multilabel":
        return f"a score is {row.max():.6g}, expected at most 1"
    tolerance = sum_tolerance(len(row))
    return f"the scores sum to {row.sum():.6g}, expected 1 ± {tolerance:.3g}"


def _values(
    table: "pl.DataFrame", scores: Scores, n_classes: int, place: Place
) -> NDArray[np.float64]:
    import polars as pl

    if scores.form == "list":
        return _from_lists(table[scores.columns[0]], n_classes, place)
    columns = table.select(scores.columns)
    for name, kind in columns.schema.items():
        if not kind.is_numeric():
            given = columns[name].drop_nulls().head(1).to_list()
            raise InputError(
                f"column {name!r} must hold numbers, got {given[0]!r}"
                if given
                else f"column {name!r} must hold numbers, but is empty",
                where=place(0),
            )
    if columns.width == 1:
        return columns.to_series().cast(pl.Float64).to_numpy().reshape(-1, 1)
    # Classes one after another in memory: files hold columns, and statistics go class by class.
    values = np.empty((columns.width, len(columns)))
    for row, column in zip(values, columns, strict=True):
        row[:] = column.to_numpy()
    return values.T


def _from_lists(values: "pl.Series", n_classes: int, place: Place) -> NDArray[np.float64]:
    import polars as pl

    if isinstance(values.dtype, pl.Array):
        values = values.arr.to_list()
    lengths = values.list.len()
    wrong = (lengths != n_classes).arg_true()
    if len(wrong):
        raise InputError(
            f"column {values.name!r} holds {lengths[wrong[0]]} scores, expected {n_classes}",
            where=place(wrong[0]),
        )
    return values.cast(pl.List(pl.Float64)).list.to_array(n_classes).to_numpy()


def _from_logits(values: NDArray[np.float64], alone: bool) -> NDArray[np.float64]:
    from scipy.special import expit, softmax

    if alone:
        return np.asarray(expit(values))
    with np.errstate(invalid="ignore"):  # inf - inf is nan, and reported as such
        return np.asarray(softmax(values, axis=1))


def _from_weights(values: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(invalid="ignore", divide="ignore"):  # 0 / 0 is nan, and reported as such
        return np.asarray(values / values.sum(axis=1, keepdims=True))
