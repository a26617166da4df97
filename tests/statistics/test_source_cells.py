"""Cells that are kept as they come are those of a table of all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics import SourceConfusion
from afterfit.statistics.source_cells import FoundCells, SourceCells
from tests.statistics.sample_predictions import some_predictions

N_CLASSES = 2
Batch = tuple[list[int], NDArray[np.int64]]
"""Sources, each once, and how often each cell occurs, (2, n_sources · 4)."""


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    sources = draw(st.lists(st.integers(0, 30), unique=True, min_size=1, max_size=5))
    counts = st.lists(st.integers(0, 3), min_size=4 * len(sources), max_size=4 * len(sources))
    every = np.array(draw(counts))
    return sources, np.stack([every, every // 2])


@pytest.mark.parametrize("worth", [0, 2, 1000])
@pytest.mark.parametrize("most", [1 << 20, 3])
@given(st.lists(batches(), max_size=6), st.lists(batches(), max_size=6), st.randoms())
def test_cells_are_those_of_a_table(
    worth: int, most: int, own: list[Batch], others: list[Batch], random: np.random.RandomState
) -> None:
    place = list(range(31))
    random.shuffle(place)
    table = np.zeros((2, 31, N_CLASSES**2), dtype=np.int64)
    for sources, counts in [*own, *others]:
        table[:, np.array(place)[sources]] += counts.reshape(2, -1, N_CLASSES**2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("afterfit.statistics.cells._WORTH", worth)
        patch.setattr("afterfit.statistics.source_cells._MOST", most)
        total, other = _counted(own), _counted(others)
        total.absorb(other, np.arange(31))
        cells, every, sure = total.in_order(np.array(place))
    assert cells.tolist() == np.flatnonzero(table[0]).tolist()
    assert np.array_equal([every, sure], table.reshape(2, -1)[:, cells])


def _counted(given: list[Batch]) -> SourceCells:
    cells = SourceCells(N_CLASSES)
    for sources, counts in given:
        cells.take(FoundCells.of_tables(np.array(sources), *counts))
    return cells


def test_cells_that_come_again_take_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afterfit.statistics.source_cells._MOST", 1000)
    cells = SourceCells(N_CLASSES)
    one = np.ones(400, dtype=np.int64)
    for _ in range(50):
        cells.take(FoundCells.of_tables(np.arange(100), one, one))
    assert sum(len(found.cells) for found in cells._found) <= 1400
    assert set(cells.in_order(np.arange(100))[1]) == {50}


@given(some_predictions())
def test_classes_of_sources_are_the_same_by_a_table_and_by_lists(rows: Predictions) -> None:
    found = []
    for worth in (0, 10**6):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("afterfit.statistics.cells._WORTH", worth)
            confusion = SourceConfusion.from_predictions(rows)
            pairs = (confusion.by_true_class, confusion.by_predicted_class)
            lists = [[one.source, one.group, one.hits, one.totals] for one in pairs]
            found.append((lists, confusion.total().counts, (confusion._table is None)))
    assert [is_list for *_, is_list in found] == [len(rows) > 0, False]
    np.testing.assert_equal(found[0][:2], found[1][:2])
