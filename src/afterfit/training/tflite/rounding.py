"""How microcontroller kernels bring sums back to 8 bits, for choices that depend on it."""

import numpy as np
from numpy.typing import NDArray

_BITS = 31


def rescale(sums: NDArray[np.int64], factors: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return sums times factors as TFLite's integer kernels round them: twice.

    The product with a 31-bit mantissa is rounded, then the shift by a power of two once more, half
    away from zero each time. With a factor just below 1/2 a quarter of all results is 1 too high.

    References
    ----------
    gemmlowp, ``SaturatingRoundingDoublingHighMul`` and ``RoundingDivideByPOT``; tflite-micro,
    ``MultiplyByQuantizedMultiplier``.

    Examples
    --------
    >>> rescale(np.array([1, 3, -3]), np.array([0.3, 0.3, 0.3])).tolist()
    [1, 1, -1]
    """
    mantissas, exponents = np.frexp(factors)
    integers = np.rint(mantissas * 2.0**_BITS).astype(np.int64)
    exponents = exponents.astype(np.int64)
    products = (sums << np.maximum(exponents, 0)) * integers
    nudges = np.where(products >= 0, 2 ** (_BITS - 1), 1 - 2 ** (_BITS - 1))
    nudged = products + nudges
    high = np.sign(nudged) * (np.abs(nudged) >> _BITS)
    shifts = np.maximum(-exponents, 0)
    masks = (1 << shifts) - 1
    above = (high & masks) > (masks >> 1) + (high < 0)
    return np.asarray((high >> shifts) + above, np.int64)
