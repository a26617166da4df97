import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.statistics.quantiles import quantiles

numbers = st.floats(-1e6, 1e6)


@given(
    arrays(np.float64, st.integers(1, 30), elements=numbers),
    st.lists(st.floats(0, 1), min_size=1, max_size=3),
)
def test_quantiles_are_those_of_numpy(values: NDArray[np.float64], levels: list[float]) -> None:
    found = [float(one) for one in quantiles(values, levels)]
    assert found == np.quantile(values, levels).tolist()


@given(arrays(np.float64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=numbers))
def test_each_column_has_its_own(values: NDArray[np.float64]) -> None:
    (found,) = quantiles(values, [0.05])
    assert found.tolist() == np.quantile(values, 0.05, axis=0).tolist()


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_one_value_is_every_quantile(level: float) -> None:
    assert float(quantiles(np.array([7.0]), [level])[0]) == 7.0
