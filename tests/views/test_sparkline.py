import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.views.sparkline import WIDTH, sparkline


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([], ""),
        ([2.0], "▁"),
        ([1, 8], "▁█"),
        ([3, 3, 3], "▁▁▁"),
        ([math.inf, 1, 2], "·▁█"),
        ([math.nan], "·"),
    ],
    ids=["none", "one", "two", "constant", "infinite", "nan alone"],
)
def test_blocks(values: list[float], drawn: str) -> None:
    assert sparkline(values) == drawn


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=500))
def test_a_line_is_as_wide_as_its_values_or_the_width(values: list[float]) -> None:
    assert len(sparkline(values)) == min(len(values), WIDTH)


def test_a_long_falling_curve_falls() -> None:
    drawn = sparkline(list(range(1000, 0, -1)))
    assert drawn == "".join(sorted(drawn, reverse=True))
    assert (drawn[0], drawn[-1]) == ("█", "▁")
