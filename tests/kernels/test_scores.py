"""What single functions in C say, by NumPy; the others are judged by whole tallies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import DTypeLike, NDArray

from afterfit.kernels import find_errors, find_highest, merge_cells, subtract_exactly
from afterfit.records import SourceRuns
from afterfit.statistics import ExactSums
from afterfit.statistics.cells import merge_cells as merge_by_numpy
from afterfit.statistics.top_errors import most_confident
from tests.kernels.needs_compiled import needs_compiled

pytestmark = needs_compiled

Scores = NDArray[np.float64]
Lists = tuple[NDArray[np.int64], ...]


def columns(scores: Scores, kind: DTypeLike = np.float64) -> list[NDArray[np.generic]]:
    return [np.ascontiguousarray(column, dtype=kind) for column in scores.T]


@given(
    st.integers(1, 5).flatmap(
        lambda k: arrays(
            np.float64, st.tuples(st.integers(0, 2100), st.just(k)), elements=st.floats(0, 1)
        )
    ),
    st.sampled_from([np.float32, np.float64]),
)
def test_the_highest_class_is_that_of_argmax(scores: Scores, kind: DTypeLike) -> None:
    found = find_highest(columns(scores, kind), -np.inf, np.inf)
    assert found is not None
    assert found.tolist() == scores.astype(kind).argmax(axis=1).tolist()


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("row", "fine"),
    [
        ([0.5, 0.5], True),
        ([0.0, 1.0], True),
        ([-0.0, 1.0], True),
        ([-0.01, 1.0], False),
        ([0.5, 0.4], False),
        ([0.5, 0.6], False),
        ([np.nan, 1.0], False),
        ([np.inf, 0.0], False),
        ([np.inf, -np.inf], False),
    ],
    ids=str,
)
@pytest.mark.parametrize("place", [0, 1500, 2999])
def test_one_row_that_is_no_probability_is_found(
    row: list[float], fine: bool, place: int, kind: DTypeLike
) -> None:
    scores = np.full((3000, 2), 0.5)
    scores[place] = row
    assert (find_highest(columns(scores, kind), 0.99, 1.01) is not None) == fine


@given(st.lists(st.tuples(st.floats(0, 40), st.integers(0, 3))))
def test_sums_are_those_of_exact_sums(pairs: list[tuple[float, int]]) -> None:
    values = np.array([value for value, _ in pairs], dtype=np.float64)
    place = np.array([index for _, index in pairs], dtype=np.int64)
    runs, limbs = SourceRuns.of(place), np.zeros((2, 4), dtype=np.int64)
    if len(values):
        subtract_exactly(-values, (runs.source, runs.length), limbs)
    coarse, fine = limbs
    expected = ExactSums.of(values, place, 4)
    assert coarse.tolist() == expected.coarse.tolist()
    assert fine.tolist() == expected.fine.tolist()


some_cells = st.dictionaries(st.integers(0, 30), st.integers(1, 2**40)).map(
    lambda counts: (
        np.array(sorted(counts), dtype=np.int64),
        np.array([counts[cell] for cell in sorted(counts)], dtype=np.int64),
        np.arange(len(counts)),
    )
)


@given(some_cells, some_cells)
def test_merged_cells_are_those_of_sorting(one: Lists, other: Lists) -> None:
    expected = merge_by_numpy(*(np.concatenate(parts) for parts in zip(one, other, strict=True)))
    merged = merge_cells(one, other)
    assert [part.tolist() for part in merged] == [part.tolist() for part in expected]


def test_what_is_not_contiguous_is_refused() -> None:
    with pytest.raises(ValueError, match="contiguous"):
        find_highest([np.zeros(4)[::2]], 0, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from([0.0, 0.3, 0.5, 1.0]))
    ),
    st.integers(1, 4),
)
def test_the_most_confident_errors_are_among_those_found(
    rows: list[tuple[int, int, float]], limit: int
) -> None:
    y_true, y_pred = (np.array([row[side] for row in rows], dtype=np.int64) for side in (0, 1))
    highest = np.array([row[2] for row in rows])
    found = find_errors(y_true, y_pred, highest, limit, 3)
    wrong = np.flatnonzero(y_true != y_pred)
    wanted = wrong[most_confident(y_true[wrong], highest[wrong], wrong, limit)]
    assert set(wanted.tolist()) <= set(found.tolist()) <= set(wrong.tolist())
    assert found.tolist() == sorted(found.tolist())


def test_few_rows_are_found_where_the_first_are_the_most_confident() -> None:
    n = 1000
    one, other = np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.int64)
    assert find_errors(one, other, np.linspace(1, 0, n), 3, 2).tolist() == [0, 1, 2]
