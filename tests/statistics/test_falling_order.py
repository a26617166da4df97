"""The order of falling scores, by sorting whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.statistics.falling_order import falling_order


def neighbours(n: int) -> NDArray[np.float64]:
    """Return scores that differ in their last bits alone, each twice, mixed up."""
    bits = np.float64(0.3).view(np.int64) + np.arange(n) % (n // 2)
    return np.random.default_rng(0).permutation(bits.view(np.float64))


CASES = {
    "none": np.zeros(0),
    "one": np.array([0.5]),
    "all equal": np.full(5, 0.25),
    "zeros of both signs": np.array([0.0, -0.0, 0.5, -0.0, 0.0]),
    "negative": np.array([-1.0, 0.5, -2.0, 0.5]),
    "last bits": neighbours(1000),
    "tiny": np.array([5e-324, 0.0, 1e-310, 5e-324]),
    "infinite": np.array([1.0, np.inf, 0.0, np.inf]),
    "int8 levels": np.random.default_rng(1).integers(0, 256, 5000) / 256,
    "float32": np.random.default_rng(2).random(5000, dtype=np.float32).astype(np.float64),
    "float64": np.random.default_rng(3).random(200_000),
}


@pytest.mark.parametrize("scores", CASES.values(), ids=CASES)
def test_is_the_stable_order_of_a_general_sort(scores: NDArray[np.float64]) -> None:
    assert falling_order(scores).tolist() == np.argsort(-scores, kind="stable").tolist()


@given(st.lists(st.floats(0, 1) | st.sampled_from([0.5, np.nextafter(0.5, 1)]), max_size=60))
def test_any_scores(values: list[float]) -> None:
    scores = np.array(values)
    assert falling_order(scores).tolist() == np.argsort(-scores, kind="stable").tolist()


def test_leaves_the_scores_as_they_were() -> None:
    scores = np.array([0.25, 0.5])
    scores.flags.writeable = False
    falling_order(scores)
    assert scores.tolist() == [0.25, 0.5]
