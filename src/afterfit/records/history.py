"""Numbers that a training wrote down as it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from afterfit.records.arrays import frozen_array


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Losses and metrics of one training, one value an epoch.

    Examples
    --------
    >>> history = History([1, 2, 3], {"train_loss": [0.9, 0.5, 0.3]}, best_epoch=3)
    >>> history.series["train_loss"][-1].item()
    0.3
    """

    epochs: NDArray[np.int64]
    """Number of each finished epoch, from 1, shape (n_epochs,)."""
    series: Mapping[str, NDArray[np.float64]]
    """Name to values, each of shape (n_epochs,); nan where nothing was measured.

    afterfit's own training writes train_loss, train_accuracy, val_loss, val_accuracy,
    learning_rate and seconds.
    """
    best_epoch: int | None = None
    """The epoch whose weights were kept; None when unknown."""

    def __post_init__(self) -> None:
        epochs = frozen_array(self.epochs, np.int64, (None,), "epochs")
        series = {
            name: frozen_array(values, np.float64, epochs.shape, name)
            for name, values in self.series.items()
        }
        object.__setattr__(self, "epochs", epochs)
        object.__setattr__(self, "series", MappingProxyType(series))

    def __len__(self) -> int:
        return len(self.epochs)
