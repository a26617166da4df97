"""Arrays of a record: checked for shape, then read-only."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from afterfit.errors import InputError


def frozen_array(
    values: Any, dtype: DTypeLike, shape: tuple[int | None, ...], name: str
) -> NDArray[Any]:
    """Return *values* read-only; ``None`` in *shape* stands for any length.

    Values are copied, unless nobody can write to them: a read-only array that owns its memory.
    """
    sealed = isinstance(values, np.ndarray) and values.base is None and not values.flags.writeable
    array = np.asarray(values, dtype=dtype) if sealed else np.array(values, dtype=dtype)
    if array.ndim != len(shape) or any(
        want is not None and want != got for want, got in zip(shape, array.shape, strict=True)
    ):
        wanted = "(" + ", ".join("any" if side is None else str(side) for side in shape) + ")"
        raise InputError(f"{name} must have shape {wanted}, got {array.shape}")
    array.flags.writeable = False
    return array


def frozen_codes(values: Any, n_rows: int, names: tuple[str, ...], name: str) -> NDArray[np.int64]:
    """Return *values* as indices into *names*, refusing what lies outside."""
    if len(set(names)) != len(names):
        raise InputError(f"{name} needs names that differ, got {', '.join(names)}")
    codes: NDArray[np.int64] = frozen_array(values, np.int64, (n_rows,), name)
    if codes.size and not (codes.min() >= 0 and codes.max() < len(names)):
        raise InputError(
            f"{name} must be indices from 0 to {len(names) - 1}, "
            f"got values from {codes.min()} to {codes.max()}"
        )
    return codes


def origin_of(record: Any, row: int) -> str:
    """Return RECORDING@OFFSET of a row of a *record* that has ``source`` and ``offset``."""
    return f"{record.source_names[record.source[row]]}@{record.offset[row]}"


def settle_origin(record: Any, n_rows: int) -> None:
    """Check and set where the rows of a *record* come from: ``source`` and ``offset``."""
    names = tuple(record.source_names)
    settle(
        record,
        source_names=names,
        source=frozen_codes(record.source, n_rows, names, "source"),
        offset=frozen_array(record.offset, np.int64, (n_rows,), "offset"),
    )


def settle(record: object, **fields: object) -> None:
    """Set checked fields of a frozen *record*; for its ``__post_init__`` alone."""
    for name, value in fields.items():
        object.__setattr__(record, name, value)
