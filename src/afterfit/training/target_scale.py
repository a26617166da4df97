"""Targets ↔ the standardised numbers that a network tells."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.records.arrays import frozen_array, settle

SCALE_FILE = "target_scale.json"


@dataclass(frozen=True, slots=True, eq=False)
class TargetScale:
    """Mean and spread of each target in training; target = mean + spread · output.

    A network that tells standardised numbers learns at the same rate whatever the unit, and on 8
    bits its steps are a share of what the target varies by, not of its distance from 0.

    Examples
    --------
    >>> scale = TargetScale.of(np.array([[10.0], [14.0]]))
    >>> scale.standardised(np.array([[16.0]])).tolist(), scale.in_units(np.array([[2.0]])).tolist()
    ([[2.0]], [[16.0]])
    """

    mean: NDArray[np.float64]
    """Shape (n_outputs,)."""
    spread: NDArray[np.float64]
    """Standard deviation, shape (n_outputs,); 1 where the target does not change."""

    def __post_init__(self) -> None:
        settle(
            self,
            mean=frozen_array(self.mean, np.float64, (None,), "mean"),
            spread=frozen_array(self.spread, np.float64, np.shape(self.mean), "spread"),
        )

    @classmethod
    def of(cls, targets: NDArray[Any]) -> "TargetScale":
        """Return the scale of training targets, shape (n_samples, n_outputs)."""
        spread = targets.std(axis=0)
        return cls(targets.mean(axis=0), np.where(spread > 0, spread, 1.0))

    def standardised(self, targets: NDArray[Any]) -> NDArray[np.float32]:
        """Return targets as the network is to tell them."""
        return ((targets - self.mean) / self.spread).astype(np.float32)

    def in_units(self, outputs: NDArray[Any]) -> NDArray[np.float64]:
        """Return the network's outputs as targets."""
        return np.asarray(self.mean + self.spread * outputs)


def write_target_scale(scale: TargetScale, names: tuple[str, ...], path: Path) -> None:
    """Write the scale as JSON, one name, mean and spread an output of the network."""
    rows = zip(names, scale.mean.tolist(), scale.spread.tolist(), strict=True)
    content = {
        "meaning": "target = mean + spread * output of the model",
        "outputs": [{"name": name, "mean": m, "spread": s} for name, m, s in rows],
    }
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def read_target_scale(path: Path) -> TargetScale:
    """Return the scale that `write_target_scale` wrote.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["outputs"]
        return TargetScale([row["mean"] for row in rows], [row["spread"] for row in rows])  # type: ignore[arg-type]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"not the scale of a model's targets ({error})", where=str(path)) from None
