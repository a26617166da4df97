"""Rows that a reader did not take, so that nobody forgets them."""

from dataclasses import dataclass
from typing import Self

N_EXAMPLES = 5
"""Rows of which the reason is kept."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows were left out on the user's wish, and why the first of them were.

    Examples
    --------
    >>> LeftOut(1, ("a.csv, row 2: sum 0.1",)) + LeftOut(2, ("b.csv, row 7: nan",))
    LeftOut(n_rows=3, examples=('a.csv, row 2: sum 0.1', 'b.csv, row 7: nan'))
    """

    n_rows: int = 0
    """Rows that the files hold and the record does not."""
    examples: tuple[str, ...] = ()
    """File, row and reason of the first five at most."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "examples", tuple(self.examples)[:N_EXAMPLES])

    def __add__(self, other: Self) -> Self:
        return type(self)(self.n_rows + other.n_rows, self.examples + other.examples)


NONE_LEFT_OUT = LeftOut()
"""All rows are there."""
