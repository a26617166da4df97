"""Rows that were not counted, so that nobody forgets them at any size."""

from dataclasses import dataclass
from typing import Self

from afterfit.records import N_EXAMPLES, LeftOut


@dataclass(frozen=True, slots=True)
class LeftOutRows:
    """How many rows a reader left out, and the first of them; the same in any order of adding.

    Examples
    --------
    >>> late = LeftOutRows.of(LeftOut(1, ("b.csv, row 7: nan",)), first_row=500)
    >>> early = LeftOutRows.of(LeftOut(2, ("a.csv, row 2: nan", "a.csv, row 9: nan")), first_row=0)
    >>> (late + early).n_rows, (late + early).examples
    (3, ('a.csv, row 2: nan', 'a.csv, row 9: nan', 'b.csv, row 7: nan'))
    """

    n_rows: int = 0
    first: tuple[tuple[int, int, str], ...] = ()
    """Number of the first row of its batch, place among the rows left out of it, and file, row
    and reason; the first five at most."""

    @classmethod
    def of(cls, left_out: LeftOut, first_row: int) -> Self:
        """Return what was left out of one batch, whose rows in the table start at *first_row*."""
        first = ((first_row, place, text) for place, text in enumerate(left_out.examples))
        return cls(left_out.n_rows, tuple(first))

    def __add__(self, other: Self) -> Self:
        first = sorted((*self.first, *other.first))[:N_EXAMPLES]
        return type(self)(self.n_rows + other.n_rows, tuple(first))

    @property
    def examples(self) -> tuple[str, ...]:
        """File, row and reason of the first rows, by their place in the table."""
        return tuple(text for _, _, text in self.first)
