"""A few hundred windows of two channels, and models whose answers can be worked out by hand."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import AnswerOf, Subject
from afterfit.records import Windows

N_STEPS = 16


def windows_of_levels(
    n: int = 200, n_sources: int = 40, seed: int = 3, n_steps: int = N_STEPS
) -> Windows:
    """Windows whose channel "level" lies at +1 for class "high", -1 for "low"; "idle" is noise."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    values = rng.normal(0, 0.3, (n, 2, n_steps))
    values[:, 0] += (2 * y - 1)[:, None]
    return Windows(
        values=values.astype(np.float32),
        channel_names=("level", "idle"),
        class_names=("low", "high"),
        y_true=y,
        source=np.arange(n) % n_sources,
        source_names=tuple(f"{place}.csv" for place in range(n_sources)),
        offset=np.arange(n) * n_steps,
        split="test",
    )


def by_level(threshold: float = 0.0, sharpness: float = 6.0) -> AnswerOf:
    """A model that says "high" where the mean of the first channel lies above the threshold."""

    def answer(values: NDArray[np.float64]) -> NDArray[np.float64]:
        high = 1 / (1 + np.exp(-sharpness * (values[:, 0].mean(axis=1) - threshold)))
        return np.column_stack([1 - high, high])

    return answer


def subject_of(windows: Windows, **models: AnswerOf) -> Subject:
    return Subject(windows, np.arange(len(windows)), models or {"float32": by_level()}, True)
