"""Text of cells → numbers, each as Python's float reads it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, eq=False)
class CellNumbers:
    """The numbers of one column."""

    values: NDArray[np.float64]
    """Shape (n_rows,); nan where there is none, and where "nan" is written."""
    known: NDArray[np.bool_]
    """Where a cell holds a number, "nan" being one, shape (n_rows,)."""
    odd: NDArray[np.int64]
    """Places of cells that hold something else than a number."""


def cell_numbers(cells: "pl.Series") -> CellNumbers:
    """Return the numbers of *cells*; what polars cannot read, Python's float may.

    Examples
    --------
    >>> import polars as pl
    >>> read = cell_numbers(pl.Series([" 1.5", "", "1_000", "nan", "low"]))
    >>> read.values.tolist(), read.known.tolist(), read.odd.tolist()
    ([1.5, nan, 1000.0, nan, nan], [True, False, True, True, False], [4])
    """
    import polars as pl

    stripped = cells.str.strip_chars()
    numbers = stripped.cast(pl.Float64, strict=False)
    values = numbers.fill_null(float("nan")).to_numpy().copy()
    known = numbers.is_not_null().to_numpy().copy()
    odd = []
    others = ((stripped != "") & numbers.is_null()).arg_true()
    for place, cell in zip(others.to_list(), stripped.gather(others).to_list(), strict=True):
        try:
            values[place] = float(cell)
            known[place] = True
        except ValueError:
            odd.append(place)
    return CellNumbers(values, known, np.array(odd, np.int64))
