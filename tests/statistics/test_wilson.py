import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from afterfit.statistics import wilson_interval


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
    ids=["81 of 263", "15 of 148", "none of 20", "1 of 29"],
)  # fmt: skip
def test_table_of_newcombe_1998(hits: int, n: int, low: float, high: float) -> None:
    assert np.round(wilson_interval(hits / n, n), 4).tolist() == [low, high]


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_equals_scipy(case: tuple[int, int]) -> None:
    hits, n = case
    theirs = binomtest(hits, n).proportion_ci(0.95, method="wilson")

    low, high = wilson_interval(hits / n, n)
    assert low == pytest.approx(theirs.low, abs=1e-12)
    assert high == pytest.approx(theirs.high, abs=1e-12)
    assert 0 <= low <= hits / n <= high <= 1


@pytest.mark.parametrize("n", [0, np.nan], ids=["no samples", "unknown size"])
def test_nothing_to_tell(n: float) -> None:
    assert np.isnan(wilson_interval(0.5, n)).all()
