"""Which columns of a recording are data, and which of those are used."""

from collections.abc import Sequence
from dataclasses import dataclass

from afterfit.datasets.settings import SECTION
from afterfit.errors import InputError, did_you_mean

Variables = int | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of one file, by their place in the file (from 0)."""

    places: tuple[int, ...]
    names: tuple[str, ...]
    named: bool
    """Whether the names come from a header; otherwise they are "column 1", "column 2", …"""

    def __len__(self) -> int:
        return len(self.places)


def data_columns(n_columns: int, header: Sequence[str] | None) -> Columns:
    """Return the columns of a file without those whose header contains "time".

    Examples
    --------
    >>> data_columns(3, ["Time", "x", "y"]).names
    ('x', 'y')
    >>> data_columns(2, None).names
    ('column 1', 'column 2')
    """
    if header is None:
        return unnamed_columns(tuple(range(n_columns)))
    kept = tuple(place for place, name in enumerate(header) if "time" not in name.lower())
    return Columns(kept, tuple(header[place] for place in kept), named=True)


def unnamed_columns(places: tuple[int, ...]) -> Columns:
    """Return *places* as columns that no header names."""
    return Columns(places, tuple(f"column {i + 1}" for i in range(len(places))), named=False)


def choose(columns: Columns, variables: Variables, file: str, key: str = "variables") -> Columns:
    """Return those *columns* that the setting *key* asks for, in its order.

    Unlike Tensorlab, which goes on with the columns it finds, a missing one is an error.
    """
    if isinstance(variables, int):
        return _pick(columns, range(variables), file, key, f"{variables} columns")
    if isinstance(variables[0], int):
        places = [int(place) for place in variables]
        return _pick(columns, places, file, key, f"column {max(places)} (counted from 0)")
    found = [_place(columns, str(name), file, key) for name in variables]
    return _pick(columns, found, file, key, "")


def _pick(columns: Columns, wanted: Sequence[int], file: str, key: str, what: str) -> Columns:
    if max(wanted) >= len(columns):
        found = ", ".join(columns.names) or "none"
        raise InputError(
            f"asks for {what}, but {file} has {len(columns)} without time: {found}",
            where=f"{SECTION} -> {key}",
        )
    return Columns(
        tuple(columns.places[i] for i in wanted),
        tuple(columns.names[i] for i in wanted),
        columns.named,
    )


def _place(columns: Columns, name: str, file: str, key: str) -> int:
    found = [place for place, known in enumerate(columns.names) if known == name]
    if columns.named and len(found) == 1:
        return found[0]
    if not columns.named:
        why = "has no header; give the number of columns, or their places from 0"
    elif found:
        why = f"has {len(found)} columns of that name; give places from 0"
    else:
        why = f"has {', '.join(columns.names)}{did_you_mean(name, columns.names)}"
    raise InputError(f"asks for the column {name!r}, but {file} {why}", where=f"{SECTION} -> {key}")
