"""Pieces of recordings, as they came from the sensor."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, frozen_codes, origin_of, settle, settle_origin
from afterfit.records.window_layout import SIGNALS, WindowLayout, check_layout


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Labelled windows of one split, each with the recording and the place it was cut from."""

    values: NDArray[np.float32]
    """Sensor readings before any feature, shape (n_samples, n_channels, n_steps)."""
    channel_names: tuple[str, ...]
    """Column names of the recordings, n_channels of them."""
    class_names: tuple[str, ...]
    """Name of each class; its place is the class index."""
    y_true: NDArray[np.int64]
    """Class index of each window, shape (n_samples,)."""
    source: NDArray[np.int64]
    """Index into ``source_names``, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Paths of the recordings, relative to the data set."""
    offset: NDArray[np.int64]
    """Row of the recording where each window starts, shape (n_samples,)."""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    layout: WindowLayout = SIGNALS
    """What the steps of a channel are: moments, pixels, or frames and bands."""

    def __post_init__(self) -> None:
        n = len(self.y_true)
        settle(
            self,
            channel_names=tuple(self.channel_names),
            class_names=tuple(self.class_names),
            y_true=frozen_codes(self.y_true, n, self.class_names, "y_true"),
            values=frozen_array(
                self.values, np.float32, (n, len(self.channel_names), None), "values"
            ),
        )
        settle_origin(self, n)
        check_layout(self.layout, self.values.shape[2])
        if not np.isfinite(self.values).all():
            raise InputError("values must be finite; some are NaN or infinite")

    def at(self, rows: NDArray[np.int64]) -> "Windows":
        """Return the windows at *rows*, in that order."""
        return replace(
            self,
            values=self.values[rows],
            y_true=self.y_true[rows],
            source=self.source[rows],
            offset=self.offset[rows],
        )

    def sample_id(self, row: int) -> str:
        """Return RECORDING@OFFSET of a window."""
        return origin_of(self, row)

    def __len__(self) -> int:
        return len(self.y_true)
