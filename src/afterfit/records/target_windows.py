"""Pieces of recordings with the numbers that a model is to tell from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle, settle_origin


@dataclass(frozen=True, slots=True, eq=False)
class TargetWindows:
    """Windows of one split, each with its targets: its own, or those of the steps after it."""

    values: NDArray[np.float32]
    """Sensor readings before any feature, shape (n_samples, n_channels, n_steps)."""
    channel_names: tuple[str, ...]
    """Column names of the inputs, n_channels of them."""
    target_names: tuple[str, ...]
    """Column names of the targets, n_targets of them."""
    targets: NDArray[np.float64]
    """Numbers to tell, shape (n_samples, horizon, n_targets); the horizon of a regression is 1."""
    history: NDArray[np.float64]
    """Readings of the target columns within the window, shape (n_samples, n_steps, n_targets)."""
    source: NDArray[np.int64]
    """Index into ``source_names``, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Paths of the recordings, relative to the data set."""
    offset: NDArray[np.int64]
    """Row of the recording where each window starts, shape (n_samples,)."""
    split: str
    """Which part of the data: "train", "validation" or "test"."""

    def __post_init__(self) -> None:
        n, k = len(self.source), len(self.target_names)
        settle(
            self,
            channel_names=tuple(self.channel_names),
            target_names=tuple(self.target_names),
            values=frozen_array(
                self.values, np.float32, (n, len(self.channel_names), None), "values"
            ),
            targets=frozen_array(self.targets, np.float64, (n, None, k), "targets"),
        )
        settle_origin(self, n)
        shape = (n, self.values.shape[2], k)
        settle(self, history=frozen_array(self.history, np.float64, shape, "history"))
        for name in ("values", "targets", "history"):
            if not np.isfinite(getattr(self, name)).all():
                raise InputError(f"{name} must be finite; some are NaN or infinite")

    @property
    def horizon(self) -> int:
        """Steps that are told of each window."""
        return int(self.targets.shape[1])

    def __len__(self) -> int:
        return len(self.source)
