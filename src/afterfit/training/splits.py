"""Arrays of a split → checked tensors and batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Features and classes of one part of the data."""

    name: str
    """"train" or "validation"; for messages."""
    X: NDArray[np.float32]
    """Features, shape (n_samples, n_channels, height, width), finite; width is 1 for signals."""
    y: NDArray[Any]
    """Class index of each sample, shape (n_samples,); or the float32 numbers to tell, with any
    further axes."""

    def __len__(self) -> int:
        return len(self.y)

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """Shape of one sample, (n_channels, height, width)."""
        return self.X.shape[1:]

    def batch(self, rows: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Return features and classes of some rows."""
        import torch

        # torch picks other kernels for other strides, so every batch gets the plainest ones,
        # whatever the memory layout of the caller's array
        values = torch.from_numpy(self.X[rows].reshape(-1)).view(-1, *self.sample_shape)
        wanted = self.y[rows]
        return values, torch.from_numpy(wanted.reshape(-1)).view(wanted.shape)


def checked_splits(
    train: tuple[Any, Any], validation: tuple[Any, Any], n_classes: int
) -> tuple[Split, Split]:
    """Return both splits, or say what is wrong with them; validation may have no samples.

    Raises
    ------
    InputError
        When shapes do not fit each other, a class index is out of range, a value is not finite, or
        the training split has fewer than two samples.
    """
    if n_classes < 2:
        raise InputError(f"a classifier needs at least 2 classes, got {n_classes}")
    splits = (
        _checked_split("train", *train, n_classes),
        _checked_split("validation", *validation, n_classes),
    )
    if len(splits[0]) < 2:
        raise InputError(f"training needs at least 2 windows, the train split has {len(splits[0])}")
    check_same_shape(*splits)
    return splits


def _checked_split(name: str, X: Any, y: Any, n_classes: int) -> Split:
    classes = np.asarray(y)
    if len(classes) and classes.dtype.kind not in "iu":
        raise InputError(f"y must be class indices, integers, got {classes.dtype}", where=name)
    split = Split(name, np.asarray(X, dtype=np.float32), classes.astype(np.int64))
    n = len(split.X) if split.X.ndim else 0
    if n == len(split.y) == 0:
        return split  # a split without samples has no shape to check
    check_shapes(split, (n,))
    _check_values(split, n_classes)
    return split


def check_shapes(split: Split, y_shape: tuple[int, ...]) -> None:
    """Refuse windows and targets whose shapes a network cannot take."""
    n = len(split.X) if split.X.ndim else 0
    if split.X.ndim != 4 or split.y.shape != y_shape:
        wanted = ", ".join(["n", *map(str, y_shape[1:])]) + "," * (len(y_shape) == 1)
        raise InputError(
            f"X must have shape (n, n_channels, height, width) and y shape ({wanted}), "
            f"got {split.X.shape} and {split.y.shape}",
            where=split.name,
        )
    if n and 0 in split.sample_shape:
        raise InputError(
            f"a network needs at least 1 channel and 1 feature, got {split.sample_shape}",
            where=split.name,
        )


def _check_values(split: Split, n_classes: int) -> None:
    if not (split.y.min() >= 0 and split.y.max() < n_classes):
        raise InputError(
            f"y must be class indices from 0 to {n_classes - 1}, "
            f"got values from {split.y.min()} to {split.y.max()}",
            where=split.name,
        )
    check_finite_windows(split)


def check_finite_windows(split: Split) -> None:
    """Refuse windows that hold what is no number."""
    finite = np.isfinite(split.X).all(axis=(1, 2, 3))
    if not finite.all():
        row = int((~finite).argmax())
        raise InputError(
            f"X must be finite; {int((~finite).sum())} of {len(split)} windows are not, "
            f"the first is window {row}",
            where=split.name,
        )


def check_same_shape(train: Split, validation: Split) -> None:
    """Refuse a validation split whose windows are of another shape."""
    if len(validation) and validation.sample_shape != train.sample_shape:
        raise InputError(
            f"windows must have the training split's shape {train.sample_shape}, "
            f"got {validation.sample_shape}",
            where=validation.name,
        )


def shuffled_batches(
    n_samples: int, batch_size: int, seed: int, epoch: int
) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of each batch of one epoch; every row comes once.

    The order follows from seed and epoch alone, so a resumed training sees what an uninterrupted
    one sees. A single row left over joins the batch before it: batch normalisation cannot learn
    from one sample.

    Examples
    --------
    >>> [len(rows) for rows in shuffled_batches(9, batch_size=4, seed=42, epoch=1)]
    [4, 5]
    """
    order = np.random.default_rng([seed, epoch]).permutation(n_samples)
    starts = list(range(0, n_samples, batch_size))
    if len(starts) > 1 and n_samples - starts[-1] == 1:
        starts.pop()
    for start, stop in zip(starts, [*starts[1:], n_samples], strict=True):
        yield order[start:stop]


def balanced_weights(y: NDArray[np.int64], n_classes: int) -> NDArray[np.float64]:
    """Return a weight per class, n_samples / (n_present · n_of_class); 0 where it has no samples.

    With these weights every class that is present weighs the same, and their mean over the samples
    is 1.

    Examples
    --------
    >>> balanced_weights(np.array([0, 0, 0, 1]), n_classes=3).round(3).tolist()
    [0.667, 2.0, 0.0]
    """
    counts = np.bincount(y, minlength=n_classes).astype(np.float64)
    present = counts > 0
    weights = np.zeros(n_classes)
    weights[present] = len(y) / (present.sum() * counts[present])
    return weights
