from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from afterfit.training.tflite.rounding import rescale


@given(sum_=st.integers(-(2**20), 2**20), factor=st.floats(1e-5, 0.999))
def test_it_is_never_a_whole_step_off(sum_: int, factor: float) -> None:
    found = rescale(np.array([sum_]), np.array([factor]))[0]
    assert abs(found - sum_ * factor) <= 0.76


@given(sum_=st.integers(0, 2**20), factor=st.floats(0.5, 0.9999))
def test_from_a_half_up_it_rounds_once(sum_: int, factor: float) -> None:
    exact = sum_ * Fraction(round(factor * 2**31), 2**31)
    assert rescale(np.array([sum_]), np.array([factor]))[0] == int(exact + Fraction(1, 2))


def test_below_a_half_it_rounds_twice() -> None:
    # 0.4 is first taken for half a step, then for a whole one
    assert rescale(np.array([1]), np.array([0.4])).tolist() == [1]
