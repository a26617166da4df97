from functools import reduce
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.statistics import NumberLevels
from tests.statistics.identical import assert_identical

NUMBERS = st.lists(st.floats(allow_nan=False, width=32), min_size=1, max_size=40)


@given(NUMBERS, st.lists(st.integers(0, 40), max_size=4), st.integers(2, 12), st.randoms())
def test_sums_do_not_depend_on_cuts_and_order(
    numbers: list[float], cuts: list[int], most: int, random: Random
) -> None:
    parts = [NumberLevels.of(part, most) for part in np.split(np.array(numbers), sorted(cuts))]
    random.shuffle(parts)
    total = reduce(lambda one, other: one.plus(other, most), parts)

    assert_identical(total, NumberLevels.of(np.array(numbers), most))
    assert total.counts.sum() == len(numbers)
    assert len(total.cells) <= most


@given(NUMBERS)
def test_few_numbers_are_kept_as_they_are(numbers: list[float]) -> None:
    levels = NumberLevels.of(np.array(numbers))
    values, counts = np.unique(numbers, return_counts=True)

    assert levels.is_exact
    assert np.array_equal(levels.lowest, values)
    assert levels.counts.tolist() == counts.tolist()


@pytest.mark.parametrize(
    ("numbers", "limits"),
    [
        (np.arange(1, 101) / 7, (3.0, 5.86, 8.71, 11.6)),
        (np.arange(100) + 1e6, (1000020.0, 1000040.0, 1000060.0, 1000080.0)),
        (np.array([0.0] * 90 + [1.0, 2.0, 3.0]), (1.0,)),
        (np.array([5.0] * 9), ()),
        (np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), (-1.0, 0.0, 1.0, 2.0)),
    ],
    ids=["short numbers", "far from 0", "mostly one value", "one value", "negative"],
)
def test_limits_of_fifths(numbers: np.ndarray, limits: tuple[float, ...]) -> None:
    assert NumberLevels.of(numbers).limits(5) == limits


@given(st.integers(0, 100), st.sampled_from([1.0, 1e-9, 1e9]), st.sampled_from([0.0, 3.0]))
def test_ranges_of_scattered_numbers_are_about_equal(seed: int, scale: float, shift: float) -> None:
    numbers = np.random.default_rng(seed).normal(shift, 1, 500) * scale
    limits = NumberLevels.of(numbers, most=300).limits(5)
    sizes = np.bincount(np.searchsorted(limits, numbers, side="right"))

    assert len(sizes) == 5
    assert sizes.min() >= 50
