from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.statistics import ExactSums
from tests.statistics.identical import assert_identical

VALUES = arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 36.05))


@given(VALUES)
def test_error_is_below_2_to_the_minus_53_a_value(values: NDArray[np.float64]) -> None:
    sums = ExactSums.of(values, np.zeros(len(values), dtype=np.int64), 1)
    kept = Fraction(int(sums.coarse[0]), 2**20) + Fraction(int(sums.fine[0]), 2**52)

    truth = sum(map(Fraction, values.tolist()))
    assert abs(kept - truth) <= Fraction(len(values), 2**53)


@given(VALUES, st.randoms(use_true_random=False))
def test_order_and_cuts_make_no_difference(values: NDArray[np.float64], random: object) -> None:
    place = np.arange(len(values)) % 3
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    cut = len(order) // 2

    parts = [ExactSums.of(values[rows], place[rows], 3) for rows in (order[:cut], order[cut:])]
    assert_identical(parts[1] + parts[0], ExactSums.of(values, place, 3))


def test_sums_move_with_their_sources() -> None:
    sums = ExactSums.of(np.array([0.5, 2.0]), np.array([0, 1]), 2)

    assert sums.placed(np.array([2, 0]), 3).floats().tolist() == [2.0, 0.0, 0.5]
