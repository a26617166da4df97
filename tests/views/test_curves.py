import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.views.curves import GRID, bending_points, visible_points

Floats = NDArray[np.float64]
steps = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=300)


def rising_curve(moves: list[tuple[int, int]]) -> tuple[Floats, Floats]:
    x, y = np.cumsum(np.array([(0, 0), *moves]), axis=0).T
    return x / max(x[-1], 1), y / max(y[-1], 1)


@given(steps)
def test_a_thinned_curve_stays_within_a_cell_of_the_true_one(moves: list[tuple[int, int]]) -> None:
    x, y = rising_curve(moves)
    kept = visible_points(x, y)
    before = kept[np.searchsorted(kept, np.arange(len(x)), side="right") - 1]
    gap = np.maximum(np.abs(x - x[before]), np.abs(y - y[before]))
    assert gap.max() <= 1 / GRID + 1e-12
    assert (kept[0], kept[-1]) == (0, len(x) - 1)


@given(steps)
def test_leaving_out_straight_stretches_moves_nothing(moves: list[tuple[int, int]]) -> None:
    x, y = rising_curve(moves)
    kept = bending_points(x, y)
    assert np.isclose(np.trapezoid(y[kept], x[kept]), np.trapezoid(y, x), atol=1e-9)


def test_many_points_become_few() -> None:
    x = np.linspace(0, 1, 200_000)
    assert len(visible_points(x, np.sqrt(x))) < 2 * GRID
    assert len(visible_points(np.array([]), np.array([]))) == 0
