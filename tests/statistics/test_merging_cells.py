"""Cells and their counts, by a table or by sorting, are those that a dictionary sums."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from afterfit.statistics import SourceConfusion
from afterfit.statistics.cells import merge_cells

COUNTED = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5)), max_size=20)


@given(COUNTED, st.sampled_from([1, 1000]))
def test_equal_cells_are_summed(counted: list[tuple[int, int]], apart: int) -> None:
    cells = np.array([cell * apart for cell, _ in counted], dtype=np.int64)
    counts = np.array([count for _, count in counted], dtype=np.int64)
    wanted: Counter[int] = Counter()
    for cell, count in counted:
        wanted[cell * apart] += count
    found, sums = merge_cells(cells, counts)
    assert list(zip(found.tolist(), sums.tolist(), strict=True)) == sorted(wanted.items())


@given(st.permutations(range(4)), st.integers(0, 3), st.data())
def test_sources_are_placed_as_their_rows_would_be(
    order: list[int], more: int, data: st.DataObject
) -> None:
    place = np.array(order) + more
    rows = data.draw(st.lists(st.tuples(*[st.integers(0, top) for top in (3, 2, 2)]), min_size=1))
    source, y_true, y_pred = np.array(rows, dtype=np.int64).T
    placed = SourceConfusion.from_labels(source, y_true, y_pred, 4, 3).placed(place, 4 + more)
    direct = SourceConfusion.from_labels(place[source], y_true, y_pred, 4 + more, 3)
    assert placed.cells.tolist() == direct.cells.tolist()
    assert placed.counts.tolist() == direct.counts.tolist()
    assert placed.true_class.tolist() == (direct.cells // 3 % 3).tolist()
    assert placed.predicted_class.tolist() == (direct.cells % 3).tolist()
