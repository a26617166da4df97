"""Rows → what loops in C count of them, where a compiler was at hand; else NumPy counts."""

from afterfit.kernels.levels import (
    count_levels,
    find_corners,
    sum_auc_influences,
    sum_precision_influences,
)
from afterfit.kernels.library import are_compiled
from afterfit.kernels.scores import (
    RowTables,
    Runs,
    count_cells,
    count_places,
    count_rows,
    find_errors,
    find_highest,
    merge_cells,
    subtract_exactly,
)

__all__ = [
    "RowTables",
    "Runs",
    "are_compiled",
    "count_cells",
    "count_levels",
    "count_places",
    "count_rows",
    "find_corners",
    "find_errors",
    "find_highest",
    "merge_cells",
    "subtract_exactly",
    "sum_auc_influences",
    "sum_precision_influences",
]
