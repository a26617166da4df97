from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from afterfit.records import N_EXAMPLES, LeftOut
from afterfit.statistics import LeftOutRows


@given(st.lists(st.integers(0, 7), max_size=12), st.data())
def test_any_order_names_the_same_first_rows(sizes: list[int], data: st.DataObject) -> None:
    batches = [
        LeftOutRows.of(LeftOut(n, tuple(f"row {start}-{i}" for i in range(n))), first_row=start)
        for start, n in enumerate(sizes)
    ]
    shuffled = reduce(add, data.draw(st.permutations(batches)), LeftOutRows())
    everything = [f"row {start}-{i}" for start, n in enumerate(sizes) for i in range(min(n, 5))]
    assert shuffled.n_rows == sum(sizes)
    assert shuffled.examples == tuple(everything[:N_EXAMPLES])
