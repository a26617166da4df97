"""Sorted scores say what `ScoreCounts` say, in few bits, by loops in C and by NumPy."""

from functools import reduce
from operator import add
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.statistics import ScoreCounts
from afterfit.statistics.sorted_scores import SortedScores, score_bits
from tests.statistics.identical import assert_identical
from tests.statistics.test_columns_counter import by_numpy

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NARROW = st.sampled_from([0.0, -0.0, 0.5, 0.25, 1.0, 1.5, 2.0**-149]) | st.floats(0, 1, width=32)
WIDE = st.sampled_from([0.1, float(np.nextafter(0.1, 1)), 5e-324, 1e-310]) | st.floats(0, 1)
BATCHES = st.lists(
    st.lists(st.tuples(NARROW, st.booleans()), max_size=15)
    | st.lists(st.tuples(NARROW | WIDE, st.booleans()), max_size=15),
    min_size=1,
    max_size=4,
)


def arrays_of(batch: list[tuple[float, bool]]) -> tuple[Floats, Flags]:
    return np.array([score for score, _ in batch]), np.array([hit for _, hit in batch], dtype=bool)


def sorted_of(batches: list[list[tuple[float, bool]]]) -> SortedScores:
    return reduce(add, (SortedScores.of(*arrays_of(batch)) for batch in batches))


def unique_counts(scores: Floats, positive: Flags) -> ScoreCounts:
    """Return what NumPy's `unique` finds."""
    levels, place = np.unique(scores + 0.0, return_inverse=True)
    hits, all_ = (np.bincount(place, w, len(levels)).astype(int) for w in (positive, None))
    return ScoreCounts(levels[::-1], hits[::-1], (all_ - hits)[::-1])


@given(BATCHES)
def test_counts_are_those_of_unique(batches: list[list[tuple[float, bool]]]) -> None:
    scores, positive = arrays_of([one for batch in batches for one in batch])
    kept, expected = sorted_of(batches), unique_counts(scores, positive)

    assert_identical(kept.counts(), expected)
    assert kept.n_levels == len(expected.levels)
    with by_numpy():
        assert_identical(kept.counts(), expected)


@given(BATCHES, st.randoms())
def test_any_cut_and_order_is_the_same(
    batches: list[list[tuple[float, bool]]], any_order: Random
) -> None:
    samples = [one for batch in batches for one in batch]
    whole = sorted_of([samples])
    any_order.shuffle(batches)
    assert_identical(sorted_of(batches), whole)
    assert_identical(sorted_of([[one] for one in samples]) if samples else whole, whole)


@given(BATCHES)
def test_corners_hold_all_points_around_hits(batches: list[list[tuple[float, bool]]]) -> None:
    kept = sorted_of(batches)
    corners, counts = kept.corners(), kept.counts()
    tp, fp = (np.append(0, one.cumsum()) for one in (counts.positives, counts.negatives))
    hit = np.flatnonzero(np.diff(tp)) + 1
    around = {0, len(tp) - 1, *hit, *(hit - 1), *(hit + 1)} & set(range(len(tp)))
    places = np.array(sorted(around))

    np.testing.assert_array_equal(corners.thresholds, np.append(np.inf, counts.levels)[places])
    np.testing.assert_array_equal(corners.tp, tp[places])
    np.testing.assert_array_equal(corners.fp, fp[places])
    assert corners.n_levels == len(counts.levels)
    with by_numpy():
        assert_identical(kept.corners(), corners)


@given(BATCHES)
def test_won_pairs_are_those_of_all_pairs(batches: list[list[tuple[float, bool]]]) -> None:
    scores, positive = arrays_of([one for batch in batches for one in batch])
    above = scores[positive][:, None] - scores[~positive]
    assert sorted_of(batches).corners().wins_twice == (1 + np.sign(above)).sum()


@pytest.mark.parametrize(
    ("scores", "bytes_each"),
    [
        (np.array([0.5, 0.0]), 4),
        (np.array([0.1, 0.7], dtype=np.float32), 4),
        (np.array([0.1, 0.7], dtype=np.float32).astype(np.float64), 4),
        (np.array([0.1, 0.5]), 8),
        (np.array([5e-324]), 8),
        (np.zeros(0), 4),
    ],
    ids=["few digits", "float32", "float32 in float64", "float64", "subnormal", "none"],
)
def test_scores_take_the_bits_they_need(scores: Floats, bytes_each: int) -> None:
    assert score_bits(scores).itemsize == bytes_each
    assert SortedScores.of(scores, np.zeros(len(scores), bool)).codes.itemsize == bytes_each


def test_zeros_of_both_signs_are_one_level() -> None:
    for kind in (np.float32, np.float64):
        scores = np.array([0.0, -0.0, 0.5], dtype=kind)
        assert SortedScores.of(scores, np.array([True, False, False])).n_levels == 2
        assert scores.tobytes() == np.array([0.0, -0.0, 0.5], dtype=kind).tobytes()


def test_zero_is_neutral() -> None:
    for scores in ([0.5, 0.25], [0.1, 0.2], []):
        one = SortedScores.of(np.array(scores), np.ones(len(scores), bool))
        assert_identical(one + SortedScores.zero(), one)
        assert_identical(SortedScores.zero() + one, one)
