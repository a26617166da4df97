"""Rounding to a grid whose step is learned. Loads torch: import it where it is used."""

import math

import torch
from torch import Tensor

from afterfit.training.quantization.grid import Grid


def fake_quantize(x: Tensor, scale: Tensor, zero_point: int, grid: Grid) -> Tensor:
    """Return the values that the integers of *grid* stand for, nearest to *x*.

    Computes what QuantizeLinear and DequantizeLinear of ONNX compute, to the last bit: round half
    to even, then cut off at the ends of the grid. Rounding passes gradients on unchanged, to *x*
    and to the scale (learned step size quantisation).

    Parameters
    ----------
    x : tensor of any shape
    scale : tensor
        Step of the grid, above 0; broadcasts with *x*.
    zero_point : int
        The integer that stands for 0.

    References
    ----------
    Esser et al. (2020), Learned Step Size Quantization, ICLR.

    Examples
    --------
    >>> fake_quantize(torch.tensor([0.26, 9.0]), torch.tensor(0.5), 0, Grid(-8, 7)).tolist()
    [0.5, 3.5]
    """
    steps = x / scale
    whole = steps + (steps.round() - steps).detach()
    lowest, highest = grid.lowest - zero_point, grid.highest - zero_point
    return whole.clamp(lowest, highest) * scale


def power_of_two(exponent: Tensor, *, whole: bool) -> Tensor:
    """Return 2 to the *exponent*, which is rounded first where only whole ones are wanted.

    Examples
    --------
    >>> power_of_two(torch.tensor(-1.4), whole=True).item()
    0.5
    """
    if whole:
        exponent = exponent + (exponent.round() - exponent).detach()
    return torch.exp2(exponent)


def with_scaled_gradient(exponent: Tensor, n_values: int, grid: Grid) -> Tensor:
    """Return the same value whose gradient is that of one weight in size (Esser et al., 2.2)."""
    share = 1 / math.sqrt(n_values * grid.highest)
    return exponent * share + (exponent - exponent * share).detach()
