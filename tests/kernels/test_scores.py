"""What one function in C says, by NumPy; `count_scores` is judged by whole tallies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import DTypeLike, NDArray

from afterfit.kernels import find_highest, sum_exactly
from afterfit.statistics import ExactSums
from tests.kernels.needs_compiled import needs_compiled

pytestmark = needs_compiled

Scores = NDArray[np.float64]


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
