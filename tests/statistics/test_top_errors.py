import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.statistics.top_errors import most_confident

ROWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.4, 0.5, 0.9])), max_size=40)


@given(ROWS, st.none() | st.integers(0, 5))
def test_equals_sorting_all_of_them(rows: list[tuple[int, float]], limit: int | None) -> None:
    labels = np.array([label for label, _ in rows], dtype=np.int64)
    confidence = np.array([value for _, value in rows], dtype=np.float64)
    expected: list[int] = []
    for label in range(4):
        mine = [index for index, (own, _) in enumerate(rows) if own == label]
        expected += sorted(mine, key=lambda index: (-rows[index][1], index))[:limit]

    kept = most_confident(labels, confidence, np.arange(len(rows)), limit)

    assert kept.tolist() == expected


@pytest.mark.parametrize("limit", [0, 1, None])
def test_nothing_to_keep(limit: int | None) -> None:
    none = np.zeros(0, dtype=np.int64)

    assert len(most_confident(none, np.zeros(0), none, limit)) == 0
