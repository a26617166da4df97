"""Numbers of cells are those of Python's float, to the last bit."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.readers.cell_numbers import cell_numbers


def by_float(cells: list[str]) -> list[float | None]:
    """Return what float reads of each cell; None where it refuses."""
    read: list[float | None] = []
    for cell in cells:
        try:
            read.append(float(cell))
        except ValueError:
            read.append(None)
    return read


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (" +1.5e-3\t", 1.5e-3),
        ("1_000", 1000.0),
        ("-Infinity", -np.inf),
        ("1e400", np.inf),
        ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
        ("١٢", 12.0),
    ],
    ids=["padded", "underscore", "infinity", "too large", "many digits", "other digits"],
)
def test_cells_that_are_numbers(cell: str, value: float) -> None:
    read = cell_numbers(pl.Series([cell]))
    assert read.values.tolist() == [value]
    assert read.known.tolist() == [True]
    assert read.odd.tolist() == []


@given(st.lists(st.one_of(st.text("0123456789.eE+-_ infaNy", max_size=9), st.floats().map(repr))))
def test_equal_to_float(cells: list[str]) -> None:
    read = cell_numbers(pl.Series(cells, dtype=pl.String))
    expected = by_float(cells)
    assert read.known.tolist() == [one is not None for one in expected]
    assert read.odd.tolist() == [
        i for i, cell in enumerate(cells) if cell.strip() and expected[i] is None
    ]
    numbers = np.array([np.nan if one is None else one for one in expected])
    np.testing.assert_array_equal(read.values, numbers)
