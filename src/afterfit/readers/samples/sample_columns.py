"""Columns beside the inputs of models → those to slice by."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.slice_columns import meant_columns
from afterfit.readers.sliced_records import Meant
from afterfit.readers.table_file import TableFile


def columns_wanted(
    path: Path,
    names: Sequence[str],
    slices: Sequence[str],
    *,
    taken: Iterable[str | None],
    lists: Iterable[str] = (),
) -> Meant:
    """Return the columns among *names* that *slices* means, as `find_slice_columns` has it.

    Globs leave out those that are *taken*, for labels or recordings.
    """
    file = TableFile(path, tuple(names), frozenset(lists))
    return meant_columns((file,), [name for name in taken if name], slices)


def refuse_slices(slices: Sequence[str], path: Path) -> None:
    """Refuse slices of data that have no columns.

    Raises
    ------
    InputError
    """
    if slices:
        raise InputError(
            f"{path} holds no columns to slice by; give a table, or arrays of one value a sample "
            "in one file: np.savez(name, x=…, y=…, site=…)",
            where="--slice",
        )


def of_rows(columns: Mapping[str, Any], rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Return the values of some samples; bytes as texts."""
    arrays = {name: np.asarray(values)[rows] for name, values in columns.items()}
    return {
        name: values.astype(np.str_) if values.dtype.kind == "S" else values
        for name, values in arrays.items()
    }
