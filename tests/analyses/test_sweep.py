import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses.sweep import mean_of_seeds
from afterfit.results import Estimate

SHARES = st.floats(0, 1)


@given(st.lists(SHARES, min_size=2, max_size=5))
def test_the_mean_lies_between_the_seeds_and_within_its_interval(values: list[float]) -> None:
    estimates = [Estimate("accuracy", v, v * 0.9, v * 0.9 + 0.1, 50, "wilson") for v in values]
    mean = mean_of_seeds(estimates)
    assert mean.value == pytest.approx(statistics.mean(values))
    assert mean.low <= mean.value + 1e-12
    assert mean.value <= mean.high + 1e-12
    assert mean.method == f"wilson, mean of {len(values)} seeds"


def test_one_seed_is_left_as_it_is() -> None:
    one = Estimate("accuracy", 0.5, 0.1, 0.9, 3, "wilson")
    assert mean_of_seeds([one]) is one
