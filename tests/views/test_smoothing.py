import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.views.smoothing import (
    MOST_POINTS,
    drawn_points,
    tensorboard_smoothing,
    tensorboard_smoothing_at,
    time_weighted_smoothing,
    time_weighted_smoothing_at,
)

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


def weights_and_biases(x: Sequence[float], y: Sequence[float], smoothing: float) -> list[float]:
    """The loop of Weights & Biases' documentation, line by line."""
    weight = min(math.sqrt(smoothing), 0.999)
    last = debias = 0.0
    found = []
    for i, point in enumerate(y):
        change = (x[i] - x[max(i - 1, 0)]) / (x[-1] - x[0]) * 1000
        adjusted = weight**change
        last = last * adjusted + point
        debias = debias * adjusted + 1
        found.append(last / debias)
    return found


@given(
    st.lists(st.tuples(st.floats(0.01, 100), st.floats(-1e3, 1e3)), min_size=2, max_size=40),
    st.floats(0.01, 1),
)
def test_time_weighted_smoothing_is_that_of_its_documentation(
    points: list[tuple[float, float]], weight: float
) -> None:
    steps = np.cumsum([step for step, _ in points]).tolist()
    values = [value for _, value in points]
    assert time_weighted_smoothing(steps, values, weight) == pytest.approx(
        weights_and_biases(steps, values, weight)
    )


def test_time_weighted_smoothing_passes_over_what_is_not_finite() -> None:
    smoothed = time_weighted_smoothing([0, 1, 2], [1.0, math.inf, 1.0], 0.5)
    assert smoothed == [1.0, math.inf, 1.0]
    assert time_weighted_smoothing([3, 3], [1.0, 2.0], 0.5) == [1.0, 2.0]
    assert time_weighted_smoothing([], [], 0.5) == []


@given(
    st.lists(
        st.tuples(
            st.floats(0, 100), st.one_of(st.floats(0.1, 1e3), st.sampled_from([math.nan, math.inf]))
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from([0.0, 0.1, 0.6, 0.9, 0.999]),
    st.data(),
)
def test_smoothing_at_places_is_the_smoothing_there(
    points: list[tuple[float, float]], weight: float, data: st.DataObject
) -> None:
    steps = np.cumsum([step for step, _ in points])
    values = np.array([value for _, value in points])
    chosen = data.draw(st.sets(st.integers(0, len(values) - 1)))
    at = np.array(sorted({*chosen, len(values) - 1}))
    np.testing.assert_allclose(
        tensorboard_smoothing_at(values, at, weight),
        np.array(tensorboard_smoothing(values.tolist(), weight))[at],
        rtol=1e-9,
    )
    np.testing.assert_allclose(
        time_weighted_smoothing_at(steps, values, at, weight),
        np.array(time_weighted_smoothing(steps.tolist(), values.tolist(), weight))[at],
        rtol=1e-9,
    )


def test_the_smallest_range_of_steps_is_smoothed_too() -> None:
    steps = [0.0, 5e-324]  # a thousandth of it would be 0
    assert time_weighted_smoothing(steps, [1.0, 2.0], 0.5) == pytest.approx([1.0, 2.0])
    at = time_weighted_smoothing_at(np.array(steps), np.array([1.0, 2.0]), np.array([0, 1]), 0.5)
    assert at.tolist() == pytest.approx([1.0, 2.0])


def test_long_after_the_last_finite_value_nothing_is_divided() -> None:
    steps = np.array([0, 1, 1, 1, 11, 111, 211, 226, 326], dtype=np.float64)
    values = np.array([2.0, *[math.nan] * 6, 1.0, 1.0])
    smoothed = time_weighted_smoothing_at(steps, values, np.array([1, 6, 8]), 0.1)
    assert np.isnan(smoothed[:2]).all()
    assert smoothed[2] == pytest.approx(1.0)
