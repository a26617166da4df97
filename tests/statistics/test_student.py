"""Quantiles against scipy's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from afterfit.statistics.student import expit, logit, normal_cdf, t_95, t_95_of
from afterfit.statistics.wilson import Z_95


@given(st.floats(0.5, 1e9))
def test_quantiles_are_those_of_scipy(degrees_of_freedom: float) -> None:
    expected = special.stdtrit(degrees_of_freedom, 0.975)
    assert t_95(degrees_of_freedom) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("near", [1000 - 1e-9, 1000, 1000 + 1e-9])
def test_where_the_expansion_begins_nothing_jumps(near: float) -> None:
    assert t_95(near) == pytest.approx(special.stdtrit(1000, 0.975), rel=1e-12)


@pytest.mark.parametrize("none", [math.nan, 0, 0.4, -1])
def test_without_degrees_of_freedom_there_is_no_quantile(none: float) -> None:
    assert math.isnan(t_95(none))


def test_many_quantiles_keep_their_shape() -> None:
    wanted = np.array([[1, 4, np.nan], [np.inf, 4, 1]])
    found = t_95_of(wanted)
    assert found.shape == (2, 3)
    np.testing.assert_allclose(found[0], [t_95(1), t_95(4), np.nan])
    np.testing.assert_allclose(found[1], [Z_95, t_95(4), t_95(1)])


@given(st.floats(-38, 38))
def test_the_normal_distribution_is_that_of_scipy(z: float) -> None:
    assert normal_cdf(z) == pytest.approx(special.ndtr(z), rel=1e-12)


@given(st.floats(1e-300, 1, exclude_max=True))
def test_odds_are_those_of_scipy(share: float) -> None:
    assert logit(share) == pytest.approx(special.logit(share), rel=1e-9, abs=1e-15)
    assert expit(logit(share)) == pytest.approx(share, rel=1e-9)


@pytest.mark.parametrize("odds", [-1000.0, -1.0, 0.0, 1.0, 1000.0])
def test_no_odds_are_too_large(odds: float) -> None:
    assert expit(odds) == pytest.approx(special.expit(odds), rel=1e-12)
