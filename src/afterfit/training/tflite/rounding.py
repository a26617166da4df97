"""How microcontroller kernels bring sums back to 8 bits, for choices that depend on it."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

_BITS = 31
_ROUNDED_ONCE = 0.5
"""Factors from here on are not shifted, and so rounded once."""
_USUAL_OUTPUT = 64
"""Steps above 0 around which most outputs lie that end at 0."""


def rescale(sums: Integers, factors: NDArray[np.float64]) -> Integers:
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


def correct_rounding(factors: NDArray[np.float64]) -> tuple[Integers, NDArray[np.float64]]:
    """Return what makes kernels round outputs of 0 and more nearly as exact numbers would.

    Of a sum that is scaled by m / 2^k, with m from a half to 1, kernels first round the product
    with m: what is up to a half below the middle between two outputs is taken for the middle and
    goes up. That is 0.5 of 2^k outputs, and a whole stretch at once where a signal is flat. One
    less in the bias moves all middles by m, which is m - 0.5 too far; a factor that is larger by a
    hair moves them back, and fits best at an output of usual size. Powers of two (m = 0.5) are then
    rounded half up, without error.

    Parameters
    ----------
    factors : array of shape (n_channels,)
        What brings the sums of a layer to steps of its output, which must end at 0 as behind a
        ReLU: below 0 the sums would be moved the wrong way.

    Returns
    -------
    tuple of two arrays of shape (n_channels,)
        What to add to the biases, and by which share to multiply the factors.

    Examples
    --------
    >>> more, shares = correct_rounding(np.array([0.75, 0.75 / 64]))
    >>> more.tolist(), shares.round(6).tolist()
    ([0, -1], [1.0, 1.000061])
    """
    mantissas, exponents = np.frexp(factors)
    is_shifted = factors < _ROUNDED_ONCE
    middles = np.ldexp(_USUAL_OUTPUT + 0.5, np.maximum(-exponents, 0))
    shares = np.where(is_shifted, 1 + (mantissas - 0.5) / middles, 1.0)
    return -is_shifted.astype(np.int64), shares
