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
        ((1, 3, 4), (3, 4)),
        ((5, 3, 4), (7, 14)),
        ((2, 200, 10), (MOST_SIDE // 2, 21)),
        ((200, 7), (MOST_SIDE, 7)),
        ((3, 500), (3, MOST_SIDE)),
    ],
    ids=[
        "vector",
        "means",
        "signal",
        "signal of TFLite",
        "one plane",
        "planes in a grid",
        "tall planes",
        "tall",
        "long",
    ],
)
def test_planes_of_layers(shape: tuple[int, ...], drawn: tuple[int, int]) -> None:
    assert np.array(picture_of(np.ones(shape))).shape == drawn


def test_planes_stand_side_by_side_in_their_order_with_gaps() -> None:
    planes = np.arange(3.0)[:, None, None] * np.ones((3, 2, 2)) + 1
    gap = np.nan
    expected = [
        [1, 1, gap, 2, 2],
        [1, 1, gap, 2, 2],
        [gap] * 5,
        [3, 3, gap, gap, gap],
        [3, 3, gap, gap, gap],
    ]
    np.testing.assert_array_equal(picture_of(planes), expected)


@given(st.integers(1, 300), st.integers(2, 90), st.integers(2, 90))
def test_a_grid_keeps_every_plane_small(n: int, height: int, width: int) -> None:
    planes = np.arange(1.0, n + 1)[:, None, None] * np.ones((n, height, width))
    drawn = np.array(picture_of(planes))
    n_columns = int(np.ceil(np.sqrt(n)))
    assert max(drawn.shape) <= MOST_SIDE + n_columns - 1
    assert len(np.unique(drawn[~np.isnan(drawn)])) == n


@given(arrays(np.float64, (3, MOST_SIDE * 2), elements=st.floats(-1e3, 1e3)))
def test_blocks_keep_the_mean(values: np.ndarray) -> None:
    drawn = np.array(picture_of(values))
    assert drawn.mean() == pytest.approx(values.mean(), abs=0.02)
