"""Series that one model variant forecast on one split, beside what came."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle, settle_origin
from afterfit.records.left_out import NONE_LEFT_OUT, LeftOut
from afterfit.records.regression import check_finite, check_names


@dataclass(frozen=True, slots=True, eq=False)
class Forecasts:
    """Forecasts of several steps, one a sample; all forecasts have the same horizon.

    Examples
    --------
    >>> one = Forecasts(
    ...     variable_names=("load",),
    ...     units=("kW",),
    ...     y_true=[[[3.0], [4.0]]],
    ...     y_pred=[[[3.0], [3.5]]],
    ...     history=[[[1.0], [2.0]]],
    ...     season=None,
    ...     source=[0],
    ...     source_names=("meter.csv",),
    ...     offset=[2],
    ...     variant="int8",
    ...     split="test",
    ... )
    >>> one.horizon, one.errors[:, :, 0].tolist()
    (2, [[0.0, -0.5]])
    """

    variable_names: tuple[str, ...]
    """Name of each variable that is forecast."""
    units: tuple[str, ...]
    """Unit of each of them; empty where it is not known."""
    y_true: NDArray[np.float64]
    """What came, shape (n_samples, horizon, n_variables)."""
    y_pred: NDArray[np.float64]
    """What the model said, shape (n_samples, horizon, n_variables)."""
    history: NDArray[np.float64] | None
    """What came before, the last value last, shape (n_samples, length, n_variables); nan where it
    is not known; None where nothing is."""
    season: int | None
    """Steps after which the series repeats itself; None where it does not, or is not known."""
    source: NDArray[np.int64]
    """Index into ``source_names`` of the file each sample was cut from, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Files or recordings."""
    offset: NDArray[np.int64]
    """Time step of the first forecast value in its source, shape (n_samples,)."""
    variant: str
    """Which form of the model: "float32", "int8", …"""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    left_out: LeftOut = NONE_LEFT_OUT
    """Rows of the file that are not here because a number is missing."""

    def __post_init__(self) -> None:
        n, v = len(self.y_true), len(self.variable_names)
        check_names(self.variable_names, self.units, "variable_names")
        settle(
            self,
            variable_names=tuple(self.variable_names),
            units=tuple(self.units),
            y_true=frozen_array(self.y_true, np.float64, (n, None, v), "y_true"),
        )
        shape = (n, self.horizon, v)
        settle(
            self,
            y_pred=frozen_array(self.y_pred, np.float64, shape, "y_pred"),
            history=self._checked_history(n, v),
        )
        settle_origin(self, n)
        if self.horizon < 1:
            raise InputError("a forecast must have at least one step, got none")
        if self.season is not None and self.season < 2:
            raise InputError(f"season must be 2 steps or more, got {self.season}")
        check_finite(self.y_true, "y_true")
        check_finite(self.y_pred, "y_pred")

    def _checked_history(self, n: int, v: int) -> NDArray[np.float64] | None:
        if self.history is None:
            return None
        history: NDArray[np.float64] = frozen_array(
            self.history, np.float64, (n, None, v), "history"
        )
        if np.isinf(history).any():
            raise InputError("history must hold numbers, or nan where it is not known, got inf")
        return history

    @property
    def horizon(self) -> int:
        """Steps of each forecast."""
        return int(self.y_true.shape[1])

    @property
    def errors(self) -> NDArray[np.float64]:
        """Predicted minus true, shape (n_samples, horizon, n_variables)."""
        return np.asarray(self.y_pred - self.y_true)

    def __len__(self) -> int:
        return len(self.y_true)
