"""One thing that happens to readings in the field, at several strengths."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from afterfit.wording.numbers import digits

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the unchanged windows look like: the measure that strengths are given in."""

    mean: Array
    """Of each channel over all windows, shape (n_channels, 1)."""
    spread: Array
    """Standard deviation of each channel over all windows, shape (n_channels, 1)."""
    low: Array
    """Lowest reading of each channel, shape (n_channels, 1)."""
    high: Array
    """Highest reading of each channel, shape (n_channels, 1)."""

    @classmethod
    def of(cls, values: NDArray[np.floating]) -> Self:
        """Measure windows of shape (n_samples, n_channels, n_steps)."""
        readings = np.moveaxis(values, 1, 0).reshape(values.shape[1], -1).astype(np.float64)
        return cls(
            readings.mean(axis=1, keepdims=True),
            readings.std(axis=1, keepdims=True),
            readings.min(axis=1, keepdims=True),
            readings.max(axis=1, keepdims=True),
        )


Apply = Callable[[Array, float, Reading, np.random.Generator], Array]
"""Windows of shape (n, n_channels, n_steps), a strength, their measure, luck → changed windows."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What is done to windows, and how strongly."""

    key: str
    """Its name in files and options: lower-case letters and hyphens."""
    title: str
    unit: str
    """Of the strengths: "dB", "σ", "%"."""
    how: str
    """What is done, in one sentence."""
    strengths: tuple[float, ...]
    """In the order of an axis; two-sided ones from the lowest to the highest."""
    everyday: float
    """Up to here it is to be expected of any sensor: a change to be robust against."""
    apply: Apply
    milder: Literal["nearer to 0", "higher"] = "nearer to 0"
    """Which strengths change less."""
    is_whole: bool = False
    """Whether only whole numbers make sense: bits, samples."""
    names: tuple[str, ...] = ()
    """Of each strength where it is no number: the channels that die one at a time."""

    def severity(self, strength: float) -> float:
        """Return a number that rises as the change does."""
        return -strength if self.milder == "higher" else abs(strength)

    def is_everyday(self, strength: float) -> bool:
        """Say whether any sensor does this now and then."""
        return not self.names and self.severity(strength) <= self.severity(self.everyday)

    @property
    def is_signed(self) -> bool:
        """Whether it goes both ways."""
        return not self.names and min(self.strengths) < 0

    def label(self, strength: float) -> str:
        """Return a strength as people read it.

        Examples
        --------
        >>> from afterfit.analyses.what_if.signal_changes import GAIN
        >>> GAIN.label(-3.0), GAIN.label(1.0)
        ('−3 dB', '+1 dB')
        """
        if self.names:
            return self.names[round(strength)]
        sign = "+" if self.is_signed and strength > 0 else ""
        unit = self.unit.removesuffix("s") if strength == 1 else self.unit
        return f"{sign}{digits(strength)} {unit}"

    def changed(self, values: Array, strength: float, reading: Reading, seed: int) -> Array:
        """Return changed windows; the same for the same seed, whatever else is computed.

        All strengths have the same luck, so that a stronger change is more of the same.
        """
        luck = np.random.default_rng([seed, crc32(self.key.encode())])
        return self.apply(values, strength, reading, luck)
