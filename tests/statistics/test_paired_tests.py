import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from afterfit.statistics import PairedCounts, accuracy_change_interval, mcnemar_p_value
from afterfit.statistics.paired_tests import FEWEST_FLIPS


@pytest.mark.parametrize(
    ("b", "c", "p"),
    [(10, 4, 0.1796), (33, 13, 0.0045), (40, 18, 0.0054), (0, 0, 1.0), (5, 5, 1.0), (5, 0, 0.0625)],
    ids=["1,500 rows", "5,000 rows", "keyword spotting", "never differ", "even", "one way"],
)
def test_mcnemar_known(b: int, c: int, p: float) -> None:
    assert round(mcnemar_p_value(b, c), 4) == p


@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_equals_scipy_and_has_no_sides(b: int, c: int) -> None:
    expected = binomtest(b, b + c).pvalue if b + c else 1.0

    assert mcnemar_p_value(b, c) == pytest.approx(expected, rel=1e-9)
    assert mcnemar_p_value(b, c) == mcnemar_p_value(c, b)


def pairs_of(totals: list[int], b: list[int], c: list[int]) -> PairedCounts:
    return PairedCounts(np.array(totals), np.array(b), np.array(c))


def test_independent_samples_follow_the_formula() -> None:
    b, c, n = 10, 4, 1500
    wrong = np.zeros(n, int)
    wrong[:b] = 1
    other = np.zeros(n, int)
    other[b : b + c] = 1
    low, high = accuracy_change_interval(PairedCounts(np.ones(n, int), wrong, other)) or (0, 0)

    half = 1.959963984540054 * math.sqrt(b + c - (b - c) ** 2 / n) / n
    assert (low, high) == pytest.approx((-6 / n - half, -6 / n + half), abs=1e-12)


def test_losses_in_one_recording_widen_the_interval() -> None:
    spread = accuracy_change_interval(pairs_of([50] * 20, [1] * 20, [0] * 20))
    heaped = accuracy_change_interval(pairs_of([50] * 20, [20] + [0] * 19, [0] * 20))
    assert spread is not None
    assert heaped is not None

    assert heaped[1] - heaped[0] > 2 * (spread[1] - spread[0])
    assert heaped[1] > 0 > spread[1]


def test_models_that_never_differ_have_an_interval_with_a_width() -> None:
    low, high = accuracy_change_interval(pairs_of([1] * 100, [0] * 100, [0] * 100)) or (0, 0)

    assert low == -high
    assert high == pytest.approx(0.0370, abs=1e-4)  # Wilson's upper end for 0 of 100


def test_always_different_one_way_has_a_width_too() -> None:
    low, high = accuracy_change_interval(pairs_of([1] * 5, [0] * 5, [1] * 5)) or (0, 0)

    assert low < 1
    assert high == 1


@pytest.mark.parametrize("totals", [[], [0, 0], [30]], ids=["none", "empty", "one recording"])
def test_unknown(totals: list[int]) -> None:
    zeros = [0] * len(totals)
    samples, nothing = (np.array(values, dtype=np.int64) for values in (totals, zeros))
    pairs = PairedCounts(samples, nothing, nothing)

    assert accuracy_change_interval(pairs) is None


def test_errors_that_are_spread_out_make_no_difference_more_certain() -> None:
    pairs = pairs_of([9] * 40, [0] * 40, [0] * 40)
    cautious = accuracy_change_interval(pairs)
    informed = accuracy_change_interval(pairs, n_effective=170.0)
    assert cautious is not None
    assert informed is not None
    assert cautious[1] == pytest.approx(0.0876, abs=1e-4)  # Wilson's upper end for 0 of 40
    assert informed[1] == pytest.approx(0.0221, abs=1e-4)  # and for 0 of 170


@pytest.mark.parametrize("n_flips", range(1, 12))
def test_a_flip_more_never_makes_the_change_more_certain(n_flips: int) -> None:
    def width(flips: int) -> float:
        b = [1] * flips + [0] * (40 - flips)
        ends = accuracy_change_interval(pairs_of([9] * 40, b, [0] * 40), n_effective=170.0)
        assert ends is not None
        return ends[1] - ends[0]

    assert width(n_flips) >= width(n_flips - 1) - 1e-12 or n_flips == FEWEST_FLIPS
