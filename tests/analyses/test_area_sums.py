"""Influences by unit, as C sums them, are those of NumPy to the last bit."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.analyses.area_sums import AreaSums, Units
from afterfit.metrics import AVERAGE_PRECISION
from afterfit.metrics.from_ranks import roc_auc
from afterfit.statistics import ScoreCounts
from afterfit.statistics.placed_samples import PlacedSamples
from tests.kernels.needs_compiled import needs_compiled
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import predictions_of
from tests.statistics.test_columns_counter import by_numpy
from tests.statistics.test_sorted_scores import NARROW, WIDE

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]
Sample = tuple[float, bool, int]
SumsOf = Callable[[PlacedSamples, int, int, Callable[[], ScoreCounts]], AreaSums]
Area = Callable[[ScoreCounts], float]
SAMPLES = st.tuples(NARROW | WIDE, st.booleans(), st.integers(0, 4))
SUMS = pytest.mark.parametrize(
    ("sums_of", "area"),
    [(AreaSums.of_auc, roc_auc), (AreaSums.of_precision, AVERAGE_PRECISION.function)],
    ids=["roc auc", "average precision"],
)


def arrays_of(samples: list[Sample]) -> tuple[Floats, Flags, Codes]:
    # One of each kind is always there.
    score, positive, unit = zip((0.5, True, 0), (0.5, False, 1), *samples, strict=True)
    return np.array(score), np.array(positive), np.array(unit)


@SUMS
@needs_compiled
@given(st.lists(SAMPLES, max_size=40))
def test_same_to_the_last_bit(sums_of: SumsOf, area: Area, samples: list[Sample]) -> None:
    score, positive, unit = arrays_of(samples)
    placed, counts = (
        PlacedSamples.of(score, positive, unit),
        ScoreCounts.from_scores(score, positive),
    )
    by_loops = sums_of(placed, int(positive.sum()), 5, lambda: counts)
    with by_numpy():
        assert_identical(sums_of(placed, int(positive.sum()), 5, lambda: counts), by_loops)
    assert by_loops.area == area(counts)


@SUMS
@needs_compiled
def test_same_for_many_samples(sums_of: SumsOf, area: Area) -> None:
    rng = np.random.default_rng(0)
    positive, unit = rng.random(50_000) < 0.3, rng.integers(0, 700, 50_000)
    score = (rng.random(50_000) + positive).astype(np.float32) / 2
    counts = ScoreCounts.from_scores(score.astype(np.float64), positive)
    placed = PlacedSamples.of(score, positive, unit)
    by_loops = sums_of(placed, int(positive.sum()), 700, lambda: counts)
    with by_numpy():
        assert_identical(sums_of(placed, int(positive.sum()), 700, lambda: counts), by_loops)
    assert by_loops.area == area(counts)


@SUMS
@given(st.lists(SAMPLES, max_size=40))
def test_influences_cancel(sums_of: SumsOf, area: Area, samples: list[Sample]) -> None:
    score, positive, unit = arrays_of(samples)
    counts = ScoreCounts.from_scores(score, positive)
    placed = PlacedSamples.of(score, positive, unit)
    sums = sums_of(placed, int(positive.sum()), 5, lambda: counts)
    assert sums.of_positives.sum() + sums.of_negatives.sum() == pytest.approx(0, abs=1e-12)


def test_recordings_without_samples_are_no_units() -> None:
    rows = predictions_of([0, 0, 1], np.full((3, 2), 0.5), [4, 1, 4])
    units = Units.of(rows)
    assert (len(units), units.index.tolist(), units.n_samples.tolist()) == (2, [1, 0, 1], [1, 2])
