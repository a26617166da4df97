import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses.what_if import drawn_rows


@given(st.lists(st.integers(0, 5), min_size=1, max_size=120), st.integers(2, 60), st.integers(0, 9))
def test_each_recording_gives_its_share(codes: list[int], most: int, seed: int) -> None:
    source = np.array(codes)
    rows = drawn_rows(source, most, seed)
    assert len(rows) == min(most, len(codes))
    assert (np.diff(rows) > 0).all()
    if most >= 6:
        assert set(source[rows]) == set(codes)
    share = len(rows) / len(codes)
    for code in set(codes):
        mine = source == code
        assert abs(np.isin(np.flatnonzero(mine), rows).sum() - share * mine.sum()) <= 2


def test_the_same_seed_draws_the_same_windows() -> None:
    source = np.repeat(np.arange(10), 100)
    np.testing.assert_array_equal(drawn_rows(source, 70, 1), drawn_rows(source, 70, 1))
    assert (drawn_rows(source, 70, 1) != drawn_rows(source, 70, 2)).any()
