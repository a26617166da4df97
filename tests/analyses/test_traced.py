import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from afterfit.analyses.traced import MOST_POINTS, MOST_SIDE, picture_of, traced_values


def test_long_lines_are_means_and_their_range_is_that_of_all_values() -> None:
    values = np.arange(2.0 * MOST_POINTS).reshape(1, -1)
    found = traced_values("window", values, ["x"])
    assert found.shape == (1, 320)
    assert len(found.lines[0]) == MOST_POINTS
    assert found.lines[0][:2] == (0.5, 2.5)
    assert (found.lowest, found.mean, found.highest) == (0.0, 159.5, 319.0)
    assert found.picture == ()


def test_height_and_width_become_a_picture() -> None:
    assert traced_values("image", np.ones((1, 2, 3)), ["x"]).picture == ((1.0,) * 3,) * 2


def test_nothing_has_no_range() -> None:
    found = traced_values("window", np.empty((1, 0)), ["x"])
    assert np.isnan([found.lowest, found.mean, found.highest]).all()


@pytest.mark.parametrize(
    ("shape", "drawn"),
    [
        ((4,), (1, 4)),
        ((32, 1, 1), (1, 32)),
        ((8, 10, 1), (8, 10)),
        ((8, 1, 10), (8, 10)),
        ((5, 3, 4), (6, 12)),
        ((200, 7), (MOST_SIDE, 7)),
        ((3, 500), (3, MOST_SIDE)),
    ],
    ids=["vector", "means", "signal", "signal of TFLite", "planes in a grid", "tall", "long"],
)
def test_planes_of_layers(shape: tuple[int, ...], drawn: tuple[int, int]) -> None:
    assert np.array(picture_of(np.ones(shape))).shape == drawn


def test_planes_stand_side_by_side_in_their_order() -> None:
    planes = np.arange(3.0)[:, None, None] * np.ones((3, 2, 2)) + 1
    assert np.array(picture_of(planes)).tolist() == [
        [1, 1, 2, 2],
        [1, 1, 2, 2],
        [3, 3, 0, 0],
        [3, 3, 0, 0],
    ]


@given(arrays(np.float64, (3, MOST_SIDE * 2), elements=st.floats(-1e3, 1e3)))
def test_blocks_keep_the_mean(values: np.ndarray) -> None:
    drawn = np.array(picture_of(values))
    assert drawn.mean() == pytest.approx(values.mean(), abs=0.02)
