"""What single functions in C say, by NumPy; the others are judged by whole tallies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import DTypeLike, NDArray

from afterfit.kernels import find_highest, merge_cells, sum_exactly
from afterfit.statistics import ExactSums
from afterfit.statistics.cells import merge_cells as merge_by_numpy
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
    coarse, fine = sum_exactly(values, place, 4)
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
        sum_exactly(np.zeros(4)[::2], np.zeros(2, dtype=np.int64), 1)
