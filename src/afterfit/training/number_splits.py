"""Arrays of a split with numbers to tell → checked splits."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.training.splits import Split, check_finite_windows, check_same_shape, check_shapes


def checked_number_splits(
    train: tuple[NDArray[Any], NDArray[Any]], validation: tuple[NDArray[Any], NDArray[Any]]
) -> tuple[Split, Split]:
    """Return both splits, or say what is wrong with them; validation may have no samples.

    Raises
    ------
    InputError
        When shapes do not fit each other, a number is not finite, or the training split has fewer
        than two samples.
    """
    splits = _checked_split("train", *train), _checked_split("validation", *validation)
    if len(splits[0]) < 2:
        raise InputError(f"training needs at least 2 windows, the train split has {len(splits[0])}")
    check_same_shape(*splits)
    return splits


def _checked_split(name: str, X: NDArray[Any], y: NDArray[Any]) -> Split:
    split = Split(name, np.asarray(X, np.float32), np.asarray(y, np.float32))
    if len(split.X) == len(split.y) == 0:
        return split  # a split without samples has no shape to check
    check_shapes(split, (len(split.X), *split.y.shape[1:]))
    check_finite_windows(split)
    if not np.isfinite(split.y).all():
        raise InputError("y must be finite; some numbers are NaN or infinite", where=name)
    return split
