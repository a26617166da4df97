"""Labels as they are written → class indices and names."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.class_names import (
    Labels,
    are_words,
    check_class_names,
    in_order,
    kind_of_labels,
    label_texts,
)


def settle_labels(
    values: Any,
    name: str,
    classes: tuple[str, ...] | None,
    n_outputs: int | None,
    place: Callable[[int], str],
) -> tuple[NDArray[np.int64], tuple[str, ...], tuple[str, ...]]:
    """Return the class index of each sample, the names of the classes, and notes.

    Names that nobody gave are the labels in alphabetical order, or 0, 1, … for whole numbers.

    Parameters
    ----------
    values : array-like of shape (n_samples,)
    name
        What holds them, for a message.
    n_outputs
        Numbers that the model gives for a sample, where it is known; 1 stands for two classes.
    place
        Row, from 0, to file and row for a message.

    Raises
    ------
    InputError
        When labels are missing, are no classes, or are not as many as the model's outputs.
    """
    import polars as pl

    column = pl.Series(name, values)
    if column.dtype == pl.Binary:
        column = column.cast(pl.String)
    texts = [str(one) for one in label_texts(column, name, place).unique().drop_nulls().to_list()]
    n_classes = 2 if n_outputs == 1 else n_outputs
    names, notes = _names(texts, classes, n_classes)
    check_class_names(names, None)
    if n_classes is not None and len(names) != n_classes:
        raise InputError(
            f"the model gives {n_classes} classes, but there are {len(names)} "
            f"({', '.join(names[:10])}{', …' if len(names) > 10 else ''}); name all of them, in "
            "the order of the model's outputs, with --classes"
        )
    labels = Labels(name, names, kind_of_labels(names, texts))
    return labels.codes(column, place, np.int64), names, notes


def _names(
    texts: list[str], classes: tuple[str, ...] | None, n_classes: int | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if classes:
        return classes, ()
    if not texts:
        raise InputError("there are no samples: no row has a label")
    if are_words(texts):
        names = in_order(texts)
        return names, (
            "Class names were taken in alphabetical order for the model's outputs "
            f"({', '.join(names[:10])}{', …' if len(names) > 10 else ''}); --classes says another.",
        )
    highest = int(max(float(text) for text in texts))
    return tuple(map(str, range(n_classes or highest + 1))), ()


def codes_of(values: Any) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the place of each text among the different ones, and those in order of first use."""
    places: dict[str, int] = {}
    codes = [places.setdefault(str(value), len(places)) for value in values]
    return np.array(codes, dtype=np.int64), tuple(places)
