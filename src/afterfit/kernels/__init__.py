"""Rows → what loops in C count of them, where a compiler was at hand; else NumPy counts."""

from afterfit.kernels.library import are_compiled
from afterfit.kernels.scores import ScoreTables, count_scores, find_highest, sum_exactly

__all__ = ["ScoreTables", "are_compiled", "count_scores", "find_highest", "sum_exactly"]
