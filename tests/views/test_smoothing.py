import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.views.smoothing import MOST_POINTS, drawn_points, tensorboard_smoothing

values_of_any_kind = st.lists(
    st.one_of(st.floats(-1e6, 1e6), st.sampled_from([math.nan, math.inf])), min_size=1
)


def as_tensorboard_does(data: list[float], weight: float) -> list[float]:
    """vz_line_chart2, resmoothDataset, word by word."""
    last = 0.0
    num_accum = 0
    is_constant = all(value == data[0] for value in data)
    result = []
    for next_value in data:
        if is_constant or not math.isfinite(next_value):
            result.append(next_value)
        else:
            last = last * weight + (1 - weight) * next_value
            num_accum += 1
            debias_weight = 1.0
            if weight != 1:
                debias_weight = 1 - weight**num_accum
            result.append(last / debias_weight)
    return result


@given(values_of_any_kind, st.sampled_from([0.0, 0.1, 0.6, 0.9, 0.999, 1.0]))
@settings(deadline=None)
def test_smoothing_is_that_of_tensorboard(values: list[float], weight: float) -> None:
    np.testing.assert_allclose(
        tensorboard_smoothing(values, weight), as_tensorboard_does(values, weight), rtol=1e-12
    )


def test_constant_lines_stay_constant() -> None:
    assert tensorboard_smoothing([0.1] * 5, 0.9) == [0.1] * 5


@pytest.mark.parametrize("n", [1, MOST_POINTS, MOST_POINTS + 1, 20_000])
def test_drawing_keeps_ends_and_extremes(n: int) -> None:
    values = np.random.default_rng(n).normal(size=n)
    drawn = drawn_points(values)
    assert {0, n - 1, int(values.argmin()), int(values.argmax())} <= set(drawn.tolist())
    assert len(drawn) <= MOST_POINTS
    assert (np.diff(drawn) > 0).all()
