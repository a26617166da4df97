"""A window → a few numbers that a person would name: mean, spread, roughness, extremes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WORDS = ("mean", "spread", "roughness", "lowest", "highest")
"""What is said of each channel; spread and roughness are standard deviations of the values and
of their steps, as logarithms."""
_TINY = 1e-9


def describe_windows(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the description of each window, shape (n_samples, n_channels · 5).

    Examples
    --------
    >>> describe_windows(np.array([[[1, 1, 1, 1]]], np.float32)).round(1).tolist()
    [[1.0, -20.7, -20.7, 1.0, 1.0]]
    """
    exact = values.astype(np.float64)
    steps = np.diff(exact, axis=-1) if exact.shape[-1] > 1 else np.zeros_like(exact)
    parts = [
        exact.mean(axis=-1),
        np.log(exact.std(axis=-1) + _TINY),
        np.log(steps.std(axis=-1) + _TINY),
        exact.min(axis=-1),
        exact.max(axis=-1),
    ]
    return np.stack(parts, axis=-1).reshape(len(values), exact.shape[1] * len(WORDS))


def description_names(channel_names: Sequence[str]) -> tuple[str, ...]:
    """Return the name of each number of `describe_windows`."""
    return tuple(f"{word} of {channel}" for channel in channel_names for word in WORDS)
