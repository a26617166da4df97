import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.statistics import PairedCounts, accuracy_change_interval
from afterfit.statistics.needed_samples import samples_to_tell, samples_without_flips
from afterfit.statistics.wilson import wilson_interval


def test_so_many_samples_do_tell_in_four_of_five_tests() -> None:
    b, c, n = 10 / 1500, 4 / 1500, 1500
    half = 1.959964 * np.sqrt(b + c - (b - c) ** 2) / np.sqrt(n)
    needed = samples_to_tell(n, half, b - c)
    assert needed is not None

    random = np.random.default_rng(7)
    told = 0
    for only_reference, only_candidate, _ in random.multinomial(needed, [b, c, 1 - b - c], 1000):
        one, other, all_of_them = (np.array([k]) for k in (only_reference, only_candidate, needed))
        pairs = PairedCounts(all_of_them, one, other, independent=True)
        ends = accuracy_change_interval(pairs)
        told += ends is not None and ends[1] < 0
    assert told / 1000 == pytest.approx(0.8, abs=0.04)


@given(st.floats(0.001, 0.2), st.floats(0.0005, 0.2), st.integers(10, 10_000))
def test_half_the_gap_needs_four_times_as_many(half: float, gap: float, n: int) -> None:
    one, other = samples_to_tell(n, half, gap), samples_to_tell(n, half, gap / 2)
    assert one is not None
    assert other is not None
    assert other == pytest.approx(4 * one, abs=4)


@pytest.mark.parametrize(("half", "gap"), [(0.1, 0.0), (float("nan"), 0.1)])
def test_what_no_number_would_tell(half: float, gap: float) -> None:
    assert samples_to_tell(100, half, gap) is None


@given(st.floats(0.0005, 0.5))
def test_samples_without_flips_just_rule_the_margin_out(margin: float) -> None:
    n = samples_without_flips(margin)
    assert n is not None
    assert wilson_interval(0.0, n)[1] <= margin
    assert n < 2 or wilson_interval(0.0, n - 1)[1] > margin * (1 - 1e-9)
