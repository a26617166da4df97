"""Logits → probabilities."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def softmax(logits: ArrayLike) -> NDArray[np.float64]:
    """Return exp(x) / Σ exp(x) over the last axis, in float64; large logits do not overflow.

    Examples
    --------
    >>> softmax([[0.0, 0.0], [1000.0, 0.0]]).tolist()
    [[0.5, 0.5], [1.0, 0.0]]
    """
    values = np.asarray(logits, dtype=np.float64)
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    probabilities: NDArray[np.float64] = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities
