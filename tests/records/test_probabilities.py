import math
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.records import improbable_rows, sum_tolerance
from afterfit.records.probabilities import highest_class


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ([0.5, 0.5], False),
        ([0.25, 0.7539], False),
        ([0.25, 0.77], True),
        ([1.5, -0.5], True),
        ([math.nan, 1.0], True),
        ([math.inf, 0.0], True),
        ([math.inf, -math.inf], True),
        ([0.0, 0.0], True),
    ],
    ids=["exact", "a step of int8", "two steps", "negative", "nan", "inf", "inf - inf", "zeros"],
)
def test_rows_that_are_no_probabilities(row: list[float], refused: bool) -> None:
    assert improbable_rows(np.array([[0.5, 0.5], row])).tolist() == ([1] if refused else [])


def test_no_rows_and_no_classes() -> None:
    assert improbable_rows(np.zeros((0, 3))).tolist() == []
    assert improbable_rows(np.zeros((2, 0))).tolist() == [0, 1]


@given(st.integers(2, 25), st.integers(0, 2**32 - 1))
def test_a_softmax_in_steps_of_int8_passes(n_classes: int, seed: int) -> None:
    exact = np.random.default_rng(seed).dirichlet(np.ones(n_classes), 50)
    for quantised in (np.round(exact * 256) / 256, np.floor(exact * 256) / 256):
        assert improbable_rows(np.minimum(quantised, 255 / 256)).tolist() == []


@given(st.integers(1, 2000))
def test_the_tolerance_grows_with_the_classes_and_ends(n_classes: int) -> None:
    assert 0.01 <= sum_tolerance(n_classes) <= sum_tolerance(n_classes + 1) <= 0.1


@pytest.mark.parametrize("order", ["C", "F"])
@given(
    shape=st.tuples(st.integers(0, 40), st.sampled_from([1, 2, 5, 32, 33, 300])),
    seed=st.integers(0, 2**32 - 1),
)
def test_highest_class_is_numpy_s(
    order: Literal["C", "F"], shape: tuple[int, int], seed: int
) -> None:
    ties = np.random.default_rng(seed).integers(0, 4, shape) / 4

    assert highest_class(np.array(ties, order=order)).tolist() == ties.argmax(axis=1).tolist()


@pytest.mark.parametrize("order", ["C", "F"])
def test_rows_are_found_wherever_they_are_in_a_long_table(order: Literal["C", "F"]) -> None:
    scores = np.full((50_000, 2), 0.5, order=order)
    wrong = [0, 16_383, 16_384, 40_000, 49_999]
    scores[wrong, 1] = [0.6, np.nan, -0.5, np.inf, 0.4]
    assert improbable_rows(scores).tolist() == wrong
