"""Rows → what loops in C count of them, where a compiler was at hand; else NumPy counts."""

from afterfit.kernels.library import are_compiled
from afterfit.kernels.scores import (
    RowTables,
    count_cells,
    count_hits,
    count_places,
    count_rows,
    find_highest,
    merge_cells,
    sum_exactly,
)

__all__ = [
    "RowTables",
    "are_compiled",
    "count_cells",
    "count_hits",
    "count_places",
    "count_rows",
    "find_highest",
    "merge_cells",
    "sum_exactly",
]
