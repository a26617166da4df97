import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.statistics import PairedCounts, accuracy_change_interval
from afterfit.statistics.mean_interval import mean_interval
from afterfit.statistics.source_numbers import SourceNumbers


def sources_of(codes: list[int] | NDArray[np.int64], independent: bool = False) -> SourceNumbers:
    index = np.asarray(codes, np.int64)
    names = tuple(map(str, range(int(index.max()) + 1)))
    return SourceNumbers(names, len(names), index, independent)


@pytest.mark.parametrize("n_sources", [12, 300], ids=["recordings", "each its own"])
def test_of_flips_it_is_the_interval_of_the_accuracy_change(n_sources: int) -> None:
    rng = np.random.default_rng(4)
    before, after = rng.random(300) < 0.8, rng.random(300) < 0.7
    sources = sources_of(np.arange(300) % n_sources)
    expected = accuracy_change_interval(PairedCounts.of(sources, before, after))
    found = mean_interval(after.astype(np.float64) - before, sources)
    assert expected is not None
    assert found == pytest.approx(expected)


def test_one_recording_cannot_tell() -> None:
    assert mean_interval(np.array([0.0, 1.0]), sources_of([0, 0])) is None


def test_nothing_moved_is_not_certainty() -> None:
    low, high = mean_interval(np.zeros(100), sources_of(np.arange(100) % 20)) or (0, 0)
    assert low == -high
    assert 0.1 < high < 0.2
    _, narrower = mean_interval(np.zeros(100), sources_of(np.arange(100) % 20), 80.0) or (0, 0)
    assert narrower < high


def test_it_holds_the_truth_as_often_as_it_promises() -> None:
    rng = np.random.default_rng(9)
    sources = sources_of(np.repeat(np.arange(30), 10))
    held = 0
    for _ in range(300):
        per_source = rng.normal(-0.1, 0.1, 30)
        values = np.clip(np.repeat(per_source, 10) + rng.normal(0, 0.2, 300), -2, 2)
        low, high = mean_interval(values, sources) or (1, 1)
        held += low <= -0.1 <= high
    assert held / 300 > 0.91
