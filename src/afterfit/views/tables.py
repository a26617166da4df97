"""A table is a value: columns, and rows of texts ready to be read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from afterfit.errors import InputError


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of one column."""

    name: str
    align: Literal["left", "right"] = "left"
    """right for numbers."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of formatted cells; how they are drawn is the report's matter.

    Examples
    --------
    >>> make_table("Sizes", ["Model", ">Size"], [["int8", "12.3 KiB"]]).columns[1].align
    'right'
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    """One text a column."""
    note: str = ""
    """A sentence below the table: definitions, or what is not shown."""
    folds: bool = False
    """Whether cells may break at spaces, and on a phone each row becomes a block of named cells, so
    that the table fits any page."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise InputError(
                    f"each row of the table {self.title!r} must have {len(self.columns)} cells, "
                    f"got {len(row)}: {row}"
                )


def make_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    note: str = "",
    folds: bool = False,
) -> Table:
    """Return a table; a column name that starts with ``>`` is aligned right."""
    heads = tuple(
        Column(name[1:], "right") if name.startswith(">") else Column(name) for name in columns
    )
    return Table(title, heads, tuple(tuple(row) for row in rows), note, folds)


def kept_together(text: str) -> str:
    r"""Return *text* so that a line can only end before what stands in brackets, or a comma's rest.

    Examples
    --------
    >>> kept_together("94.7 % (90.5 to 97.1)").split(" ")
    ['94.7\xa0%', '(90.5\xa0to\xa097.1)']
    """
    parts = re.split(r" (?=\()|(?<=,) ", text)
    return " ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
