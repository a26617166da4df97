from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.training.tflite.rounding import correct_rounding, rescale


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


def misrounded(factor: float, more: int, share: float) -> float:
    """Return the share of outputs from 0 to 127 that are not those of exact numbers."""
    sums = np.arange(int(128 / factor))
    found = rescale(sums + more, np.array([factor * share]))
    return float((np.maximum(found, 0) != np.floor(sums * factor + 0.5)).mean())


@pytest.mark.parametrize("exponent", [4, 6, 8])
def test_corrected_sums_round_more_often_as_exact_numbers(exponent: int) -> None:
    factors = np.linspace(0.501, 0.999, 60) / 2**exponent
    more, shares = correct_rounding(factors)
    before = np.mean([misrounded(one, 0, 1.0) for one in factors])
    after = np.mean([misrounded(*three) for three in zip(factors, more, shares, strict=True)])
    assert before == pytest.approx(0.5 / 2**exponent, rel=0.1)
    assert after < 0.35 * before


@pytest.mark.parametrize("exponent", range(1, 11))
def test_powers_of_two_round_half_up_without_error(exponent: int) -> None:
    (more,), (share,) = correct_rounding(np.array([0.5**exponent]))
    assert misrounded(0.5**exponent, more, share) == 0


def test_what_is_rounded_once_is_left_alone() -> None:
    more, shares = correct_rounding(np.array([0.5, 0.7, 1.0, 3.2]))
    assert not more[1:].any()
    assert (shares == 1).all()
