"""Samples by falling score, each with its unit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from afterfit.statistics.placed_samples import PlacedSamples
from tests.statistics.test_sorted_scores import NARROW, WIDE

Sample = tuple[float, bool, int]
SAMPLES = st.tuples(NARROW, st.booleans(), st.integers(0, 2**32 - 1)) | st.tuples(
    WIDE, st.booleans(), st.integers(0, 5)
)


@given(st.lists(SAMPLES, max_size=30))
def test_units_stand_by_falling_score(samples: list[Sample]) -> None:
    score = np.array([one[0] for one in samples])
    positive = np.array([one[1] for one in samples], dtype=bool)
    unit = np.array([one[2] for one in samples], dtype=np.int64)
    placed = PlacedSamples.of(score, positive, unit)

    for chosen, found in ((positive, placed.positives), (~positive, placed.negatives)):
        # Within a score the order says nothing, so groups of it are compared.
        order = np.lexsort((unit[chosen], -score[chosen]))
        groups = np.split(found, np.flatnonzero(np.diff(score[chosen][order])) + 1)
        assert [u for group in groups for u in sorted(group)] == unit[chosen][order].tolist()


@given(st.lists(SAMPLES, min_size=1, max_size=30))
def test_levels_are_the_distinct_scores(samples: list[Sample]) -> None:
    score = np.array([one[0] for one in samples])
    flags, units = np.zeros(len(score), dtype=bool), np.zeros(len(score), dtype=np.int64)
    levels = PlacedSamples.of(score, flags, units).keys >> np.uint64(33)

    _, sizes = np.unique(-(score + 0.0), return_counts=True)
    assert np.unique(levels, return_counts=True)[1].tolist() == sizes.tolist()
    assert (np.diff(levels.astype(np.int64)) >= 0).all()
