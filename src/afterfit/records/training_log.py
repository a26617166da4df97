"""Curves that any training tool wrote down, and what each of them means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle

Role = Literal[
    "total_loss",
    "classification_loss",
    "localisation_loss",
    "regularisation_loss",
    "other_loss",
    "metric",
    "learning_rate",
    "other",
]
"""What a series measures; a total loss is what the training made smaller."""
CurveSplit = Literal["train", "eval", "none"]
"""Data that a series was measured on; "none" for a learning rate and the like."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a series is to be read.

    Examples
    --------
    >>> Meaning("metric", "eval", higher_is_better=True).role
    'metric'
    """

    role: Role
    split: CurveSplit = "none"
    higher_is_better: bool | None = None
    """None where neither direction is better, or nobody knows."""

    def __post_init__(self) -> None:
        for name, value, known in (
            ("role", self.role, get_args(Role)),
            ("split", self.split, get_args(CurveSplit)),
        ):
            if value not in known:
                raise InputError(f"{name} must be one of {', '.join(known)}, got {value!r}")


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One quantity as a training went on, at every step where it was written down."""

    name: str
    """As the log calls it."""
    steps: NDArray[np.float64]
    """Step or epoch of each value, never falling, shape (n_points,)."""
    values: NDArray[np.float64]
    """Shape (n_points,); not finite where the training wrote such a value."""
    meaning: Meaning
    wall_times: NDArray[np.float64] | None = None
    """Seconds since 1970 of each value, shape (n_points,); None where the log does not tell."""

    def __post_init__(self) -> None:
        steps = frozen_array(self.steps, np.float64, (None,), f"steps of {self.name}")
        if steps.size and not (np.isfinite(steps).all() and (np.diff(steps) >= 0).all()):
            raise InputError(f"steps of {self.name} must be finite and must not fall")
        settle(self, steps=steps)
        settle(self, values=frozen_array(self.values, np.float64, steps.shape, self.name))
        if self.wall_times is not None:
            name = f"wall times of {self.name}"
            settle(self, wall_times=frozen_array(self.wall_times, np.float64, steps.shape, name))

    def __len__(self) -> int:
        return len(self.steps)


@dataclass(frozen=True, slots=True, eq=False)
class TrainingLog:
    """Everything that one training wrote down about itself.

    Examples
    --------
    >>> loss = Series("loss", [1, 2], [0.9, 0.5], Meaning("total_loss", "train", False))
    >>> log = TrainingLog("runs/one", "Keras CSVLogger", "epoch", (loss,))
    >>> len(log.series[0])
    2
    """

    name: str
    """Where it was read from, and which run where a file holds several."""
    kind: str
    """Which tool wrote it: "TensorBoard events", "Ultralytics results.csv", …"""
    step_unit: str
    """What one step is: "epoch", "step", "iteration" or "round"."""
    series: tuple[Series, ...]
    """Every series with at least one value, in the log's order; names differ."""
    restarts: tuple[float, ...] = ()
    """Steps at which the training went on again, from a checkpoint say."""
    notes: tuple[str, ...] = ()
    """What was odd about the log and what was done about it, one sentence each."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Hyperparameters that stand beside the log: batch size and the like, as texts."""

    def __post_init__(self) -> None:
        names = [series.name for series in self.series]
        if len(set(names)) != len(names):
            raise InputError(f"series of {self.name} need names that differ, got {names}")
        settle(
            self,
            series=tuple(self.series),
            restarts=tuple(float(step) for step in self.restarts),
            notes=tuple(self.notes),
            settings=MappingProxyType(dict(self.settings)),
        )
