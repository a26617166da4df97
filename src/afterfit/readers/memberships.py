"""Labels of multi-label data → which classes each sample belongs to."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.scores import Place

if TYPE_CHECKING:
    import polars as pl

_TRUTHS = {"0": 0, "0.0": 0, "false": 0, "1": 1, "1.0": 1, "true": 1}


def memberships(
    table: "pl.DataFrame", columns: tuple[str, ...], class_names: tuple[str, ...], place: Place
) -> NDArray[np.bool_]:
    """Return which classes are there, shape (n_samples, n_classes).

    One column a class holds 0 or 1, true or false. A column of lists holds the names of the
    classes that are there, or 0 or 1 for each class.

    Raises
    ------
    InputError
        Anything else; the message names file and row.
    """
    import polars as pl

    kind = table.schema[columns[0]]
    if isinstance(kind, pl.List) and not (kind.inner.is_numeric() or kind.inner == pl.Boolean):
        return _from_words(table[columns[0]], class_names, place)
    if kind.is_nested():
        return _from_flags(table[columns[0]], len(class_names), place)
    flags = [_flags(table[name], place) for name in columns]
    if len(flags) != len(class_names):
        raise InputError(
            f"{len(flags)} columns of labels ({', '.join(columns[:10])}) do not match "
            f"{len(class_names)} classes; name one for each with --label",
            where=place(0),
        )
    return np.column_stack(flags)


def _flags(values: "pl.Series", place: Place) -> NDArray[np.bool_]:
    import polars as pl

    words = values.cast(pl.String).str.to_lowercase()
    truths = words.replace_strict(_TRUTHS, default=-1, return_dtype=pl.Int8).fill_null(-1)
    wrong = (truths < 0).arg_true()
    if len(wrong):
        raise InputError(
            f"column {values.name!r} must hold 0 or 1, got {values[wrong[0]]!r}",
            where=place(wrong[0]),
        )
    return np.asarray(truths.to_numpy() == 1)


def _from_flags(values: "pl.Series", n_classes: int, place: Place) -> NDArray[np.bool_]:
    import polars as pl

    lists = values.arr.to_list() if isinstance(values.dtype, pl.Array) else values
    lengths = lists.list.len().fill_null(0)
    wrong = (lengths != n_classes).arg_true()
    if len(wrong):
        raise InputError(
            f"column {values.name!r} holds {lengths[wrong[0]]} values, expected 0 or 1 for each of "
            f"{n_classes} classes",
            where=place(wrong[0]),
        )
    flat = lists.explode(empty_as_null=False).alias(values.name)
    return _flags(flat, lambda item: place(item // n_classes)).reshape(-1, n_classes)


def _from_words(
    values: "pl.Series", class_names: tuple[str, ...], place: Place
) -> NDArray[np.bool_]:
    import polars as pl

    lengths = values.list.len()
    if lengths.null_count():
        row = lengths.is_null().arg_true()[0]
        raise InputError(
            f"column {values.name!r} is empty; a sample without classes has the list []",
            where=place(row),
        )
    there = np.zeros((len(values), len(class_names)), dtype=np.bool_)
    rows = np.repeat(np.arange(len(values)), lengths.to_numpy())
    words = values.filter(lengths > 0).explode().cast(pl.String)
    index = {name: place_ for place_, name in enumerate(class_names)}
    codes = words.replace_strict(index, default=-1, return_dtype=pl.Int64).fill_null(-1).to_numpy()
    if (codes < 0).any():
        item = int((codes < 0).argmax())
        raise InputError(
            f"column {values.name!r} holds {words[item]!r}, which is none of the classes "
            f"{', '.join(class_names[:10])}{did_you_mean(str(words[item]), class_names[:1000])}",
            where=place(int(rows[item])),
        )
    there[rows, codes] = True
    return there
