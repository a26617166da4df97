"""Which rows of a table were counted."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Self


@dataclass(frozen=True, slots=True)
class RowRanges:
    """Runs of rows, so that a row's number in the table tells its place among those counted.

    Examples
    --------
    >>> rows = RowRanges(((5, 5),)) + RowRanges(((0, 5),)) + RowRanges(((20, 3),))
    >>> rows, rows.place(21)
    (RowRanges(runs=((0, 10), (20, 3))), 11)
    """

    runs: tuple[tuple[int, int], ...] = ()
    """First row and number of rows of each run, rising; neighbours are joined."""

    @classmethod
    def of(cls, first: int, n_rows: int) -> Self:
        """Return one run, or none where there are no rows."""
        return cls(((first, n_rows),) if n_rows else ())

    def __add__(self, other: Self) -> Self:
        return type(self)(tuple(_joined(sorted(self.runs + other.runs))))

    def place(self, row: int) -> int:
        """Return how many counted rows come before *row*, which is one of them."""
        index = bisect_right(self.runs, row, key=lambda run: run[0]) - 1
        before = list(accumulate((n for _, n in self.runs), initial=0))[index]
        return before + row - self.runs[index][0]


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, n_rows in runs:
        if joined and sum(joined[-1]) == first:
            joined[-1] = (joined[-1][0], joined[-1][1] + n_rows)
        else:
            joined.append((first, n_rows))
    return joined
