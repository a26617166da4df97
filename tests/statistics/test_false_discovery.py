import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from afterfit.statistics import benjamini_hochberg


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_equals_scipy(p_values: list[float]) -> None:
    judge = false_discovery_control(p_values, method="bh")

    assert benjamini_hochberg(p_values) == pytest.approx(judge, abs=1e-12)


def test_tests_without_an_answer_do_not_count() -> None:
    found = benjamini_hochberg([0.02, np.nan, 0.5])

    assert found == pytest.approx([0.04, np.nan, 0.5], nan_ok=True)


def test_nothing_was_tested() -> None:
    assert benjamini_hochberg([]).tolist() == []
