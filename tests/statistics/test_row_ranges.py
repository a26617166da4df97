from hypothesis import given
from hypothesis import strategies as st

from afterfit.statistics import RowRanges


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1, max_size=12), st.data())
def test_places_are_those_of_the_rows_in_order(
    runs: list[tuple[bool, int]], data: st.DataObject
) -> None:
    counted: list[int] = []
    parts: list[RowRanges] = []
    start = 0
    for present, length in runs:
        if present:
            counted += range(start, start + length)
            parts.append(RowRanges.of(start, length))
        start += length
    rows = RowRanges()
    for part in data.draw(st.permutations(parts)):
        rows = rows + part

    assert [rows.place(row) for row in counted] == list(range(len(counted)))
    assert all(
        first + n < following
        for (first, n), (following, _) in zip(rows.runs, rows.runs[1:], strict=False)
    )
