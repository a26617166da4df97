"""Names and dots of the front, where variants lie close together."""

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses.variant_table import front_of
from afterfit.results import Yardstick
from afterfit.views.pareto import charts_pareto


def drawn(costs: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    (chart,) = charts_pareto(front_of("test", ("quality", "flash_bytes"), (), costs))
    return list(chart.spec["data"]["values"])


def test_names_of_equal_variants_stand_one_above_the_other() -> None:
    dots = drawn({"a": (0.9, 3000.0), "b": (0.9, 3000.0), "c": (0.9, 12000.0)})
    places = {dot["variant"]: (dot["side"], dot["line"]) for dot in dots}
    assert places == {"a": ("left", 0), "b": ("left", 1), "c": ("right", 0)}


def test_dots_of_the_front_are_drawn_last() -> None:
    dots = drawn({"small": (0.9, 10.0), "large": (0.9, 90.0), "best": (0.95, 90.0)})
    assert [dot["front"] for dot in dots] == [False, True, True]


def test_what_is_not_known_has_no_dot() -> None:
    dots = drawn({"a": (math.nan, 10.0), "b": (0.9, 20.0)})
    assert [dot["variant"] for dot in dots] == ["b"]
    assert drawn({"a": (math.nan, 10.0), "b": (math.nan, 20.0)}) == []


@given(st.lists(st.tuples(st.floats(0.5, 1), st.floats(1, 1e6)), min_size=2, max_size=9))
def test_no_two_names_of_one_dot_share_a_place(values: list[tuple[float, float]]) -> None:
    dots = drawn({f"v{place}": one for place, one in enumerate(values)})
    assert len(dots) == len(values)
    spots = [(dot["cost"], dot["quality"], dot["side"], dot["line"]) for dot in dots]
    assert len(set(spots)) == len(spots)


def test_a_long_title_of_the_axis_stands_on_lines_of_its_own() -> None:
    stick = Yardstick("rmse", "RMSE of ankle_vert, the hardest of 2", "lower", "mm", "relative")
    front = front_of("test", ("quality", "flash_bytes"), (), {"a": (0.9, 594.0)}, yardstick=stick)
    (chart,) = charts_pareto(front)
    title = chart.spec["encoding"]["y"]["axis"]["title"]
    assert title == ["RMSE of ankle_vert", "the hardest of 2 (mm)", "lower is better"]


def test_a_single_cost_is_its_own_tick() -> None:
    costs = {"a": (0.9, 594.0), "b": (0.8, 594.0)}
    (chart,) = charts_pareto(front_of("test", ("quality", "flash_bytes"), (), costs))
    axis = chart.spec["encoding"]["x"]["axis"]
    assert (axis["values"], axis["format"]) == ([0.58008], ".4~g")
