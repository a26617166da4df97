"""Numbers that one model variant predicted on one split, beside the true ones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle, settle_origin
from afterfit.records.left_out import NONE_LEFT_OUT, LeftOut


@dataclass(frozen=True, slots=True, eq=False)
class RegressionPredictions:
    """Predicted numbers, one or several a sample.

    Examples
    --------
    >>> RegressionPredictions(
    ...     target_names=("torque",),
    ...     units=("Nm",),
    ...     y_true=[[1.0], [2.0]],
    ...     y_pred=[[1.5], [2.0]],
    ...     source=[0, 0],
    ...     source_names=("bench.csv",),
    ...     offset=[0, 50],
    ...     variant="float32",
    ...     split="test",
    ... ).errors.tolist()
    [[0.5], [0.0]]
    """

    target_names: tuple[str, ...]
    """Name of each number that is predicted."""
    units: tuple[str, ...]
    """Unit of each of them; empty where it is not known."""
    y_true: NDArray[np.float64]
    """What was measured, shape (n_samples, n_targets)."""
    y_pred: NDArray[np.float64]
    """What the model said, shape (n_samples, n_targets)."""
    source: NDArray[np.int64]
    """Index into ``source_names`` of the file each sample was cut from, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Files or recordings; samples of one source are not independent of each other."""
    offset: NDArray[np.int64]
    """First time step of each sample in its source, shape (n_samples,)."""
    variant: str
    """Which form of the model: "float32", "int8", …"""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    left_out: LeftOut = NONE_LEFT_OUT
    """Rows of the file that are not here because a number is missing."""

    def __post_init__(self) -> None:
        n, k = len(self.y_true), len(self.target_names)
        check_names(self.target_names, self.units, "target_names")
        settle(
            self,
            target_names=tuple(self.target_names),
            units=tuple(self.units),
            y_true=frozen_array(self.y_true, np.float64, (n, k), "y_true"),
            y_pred=frozen_array(self.y_pred, np.float64, (n, k), "y_pred"),
        )
        settle_origin(self, n)
        check_finite(self.y_true, "y_true")
        check_finite(self.y_pred, "y_pred")

    @property
    def errors(self) -> NDArray[np.float64]:
        """Predicted minus true, shape (n_samples, n_targets)."""
        return np.asarray(self.y_pred - self.y_true)

    def __len__(self) -> int:
        return len(self.y_true)


def check_names(names: tuple[str, ...], units: tuple[str, ...], what: str) -> None:
    """Refuse names that are missing or equal, and units that are not one a name."""
    if not names or len(set(names)) != len(names):
        raise InputError(f"{what} must be there and differ, got {', '.join(names) or 'none'}")
    if len(units) != len(names):
        raise InputError(
            f"units must be one for each of the {what}, {len(names)}, got {len(units)}; "
            "an unknown unit is an empty text"
        )


def check_finite(values: NDArray[np.float64], name: str) -> None:
    """Refuse what is no number, by the row it stands in."""
    wrong = ~np.isfinite(values).all(axis=tuple(range(1, values.ndim)))
    if wrong.any():
        row = int(wrong.argmax())
        raise InputError(
            f"{name} must hold numbers, but row {row} is {values[row].tolist()} "
            f"({int(wrong.sum())} such rows); leave them out, or find out why the model or the "
            "sensor gave none"
        )
