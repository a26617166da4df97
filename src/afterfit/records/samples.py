"""Labelled inputs of a model, whatever they are: sensor windows, audio, images, rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, frozen_codes, settle

Layout = Literal["as-is", "channels-first", "channels-last"]
"""Where images have their channels; "as-is" where the data lie exactly as the model takes them."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Labelled inputs of one split, in the order in which every variant sees them.

    Examples
    --------
    >>> samples = Samples(
    ...     X=np.zeros((2, 8), np.float32),
    ...     y_true=[0, 1],
    ...     class_names=("idle", "fault"),
    ...     source=[0, 0],
    ...     source_names=("pump.wav",),
    ...     split="test",
    ... )
    >>> len(samples)
    2
    """

    X: NDArray[Any]
    """Numbers as they are given to the model, shape (n_samples, …)."""
    y_true: NDArray[np.int64]
    """Class index of each sample, shape (n_samples,)."""
    class_names: tuple[str, ...]
    """Name of each class; its place is the class index and the place of the model's output."""
    source: NDArray[np.int64]
    """Index into ``source_names`` of the file or recording, shape (n_samples,)."""
    source_names: tuple[str, ...]
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    has_sources: bool = True
    """False where the data named no sources; ``source_names`` is then one empty name."""
    layout: Layout | None = None
    """Where the channels are; None when nobody said it."""
    notes: tuple[str, ...] = ()
    """What the reader took for granted, one sentence each."""
    columns: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    """Values to slice by, each of shape (n_samples,)."""
    sliced: tuple[tuple[str, ...], ...] = ()
    """What to slice by: a column, or several whose combinations are the slices."""

    def __post_init__(self) -> None:
        n, shape = len(self.y_true), np.shape(self.X)
        if np.asarray(self.X).dtype.kind not in "fiub":
            raise InputError(f"inputs must be numbers, got {np.asarray(self.X).dtype}")
        if len(shape) < 2 or shape[0] != n:
            raise InputError(
                f"inputs must have shape ({n}, …) to match {n} labels, got {shape}; "
                "the first axis counts the samples"
            )
        settle(
            self,
            class_names=tuple(self.class_names),
            source_names=tuple(self.source_names),
            X=frozen_array(self.X, np.asarray(self.X).dtype, (n, *[None] * (len(shape) - 1)), "X"),
            y_true=frozen_codes(self.y_true, n, self.class_names, "labels"),
            source=frozen_codes(self.source, n, self.source_names, "source"),
        )
        for name, values in self.columns.items():
            if len(values) != n:
                raise InputError(
                    f"column {name!r} must hold one value for each of {n} samples, "
                    f"got {len(values)}"
                )
        finite = np.isfinite(self.X).reshape(n, -1).all(axis=1)
        if not finite.all():
            raise InputError(f"inputs must be finite; sample {int(finite.argmin())} is not")

    def __len__(self) -> int:
        return len(self.y_true)
