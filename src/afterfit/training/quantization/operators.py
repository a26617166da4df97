"""One ONNX operator → the same computation in torch. Loads torch: import it where it is used."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from afterfit.errors import InputError

Inputs = Sequence[Tensor | None]
Attributes = Mapping[str, Any]


def apply_operator(name: str, operator: str, inputs: Inputs, attributes: Attributes) -> Tensor:
    """Return the first output of an operator of ONNX.

    Raises
    ------
    InputError
        When the operator, or a way in which it is used, is not known.
    """
    function = _FUNCTIONS.get(operator)
    if function is None:
        known = ", ".join(sorted(_FUNCTIONS))
        raise InputError(
            f"a network with {operator} ({name}) cannot learn with its rounding in place; known: "
            f"{known}. Quantise it with quantization_method: PTQ on 8 bits"
        )
    return function(inputs, attributes)


def _conv(inputs: Inputs, attributes: Attributes) -> Tensor:
    x, weight, *rest = inputs
    assert x is not None  # noqa: S101  # ONNX requires both
    assert weight is not None  # noqa: S101
    n_sides = weight.ndim - 2
    convolve: Any = {1: functional.conv1d, 2: functional.conv2d}[n_sides]
    result: Tensor = convolve(
        _padded(x, attributes, n_sides, 0.0),
        weight,
        rest[0] if rest else None,
        stride=attributes.get("strides", [1] * n_sides),
        dilation=attributes.get("dilations", [1] * n_sides),
        groups=attributes.get("group", 1),
    )
    return result


def _padded(x: Tensor, attributes: Attributes, n_sides: int, value: float) -> Tensor:
    """Return *x* with ONNX's pads, all begins and then all ends, applied as torch wants them."""
    if attributes.get("auto_pad", "NOTSET") not in ("NOTSET", "VALID"):
        raise InputError(f"auto_pad {attributes['auto_pad']} is not known; export explicit pads")
    pads = attributes.get("pads", [0] * (2 * n_sides))
    if not any(pads):
        return x
    ends = [pads[side + half] for side in reversed(range(n_sides)) for half in (0, n_sides)]
    return functional.pad(x, ends, value=value)


def _max_pool(inputs: Inputs, attributes: Attributes) -> Tensor:
    kernel, x = attributes["kernel_shape"], _first(inputs)
    pool: Any = {1: functional.max_pool1d, 2: functional.max_pool2d}[len(kernel)]
    padded = _padded(x, attributes, len(kernel), float("-inf"))
    strides = attributes.get("strides", [1] * len(kernel))
    result: Tensor = pool(padded, kernel, strides, ceil_mode=bool(attributes.get("ceil_mode", 0)))
    return result


def _average_pool(inputs: Inputs, attributes: Attributes) -> Tensor:
    kernel, x = attributes["kernel_shape"], _first(inputs)
    pool: Any = {1: functional.avg_pool1d, 2: functional.avg_pool2d}[len(kernel)]
    strides = attributes.get("strides", [1] * len(kernel))
    sums = pool(_padded(x, attributes, len(kernel), 0.0), kernel, strides)
    if attributes.get("count_include_pad", 0) or not any(attributes.get("pads", [])):
        return torch.as_tensor(sums)
    inside = pool(_padded(torch.ones_like(x), attributes, len(kernel), 0.0), kernel, strides)
    return torch.as_tensor(sums / inside)


def _global_average_pool(inputs: Inputs, _: Attributes) -> Tensor:
    x = _first(inputs)
    return x.mean(dim=tuple(range(2, x.ndim)), keepdim=True)


def _reduce_mean(inputs: Inputs, attributes: Attributes) -> Tensor:
    x = _first(inputs)
    axes = inputs[1] if len(inputs) > 1 else None
    places = attributes.get("axes", list(range(x.ndim))) if axes is None else axes.tolist()
    return x.mean(dim=tuple(places), keepdim=bool(attributes.get("keepdims", 1)))


def _gemm(inputs: Inputs, attributes: Attributes) -> Tensor:
    a, b, *rest = inputs
    assert a is not None  # noqa: S101  # ONNX requires both
    assert b is not None  # noqa: S101
    a = a.T if attributes.get("transA") else a
    b = b.T if attributes.get("transB") else b
    product: Tensor = attributes.get("alpha", 1.0) * (a @ b)
    bias = rest[0] if rest else None
    return product if bias is None else product + attributes.get("beta", 1.0) * bias


def _batch_normalization(inputs: Inputs, attributes: Attributes) -> Tensor:
    x, weight, bias, mean, variance = inputs
    assert x is not None  # noqa: S101  # ONNX requires all five
    return functional.batch_norm(
        x, mean, variance, weight, bias, eps=attributes.get("epsilon", 1e-5)
    )


def _reshape(inputs: Inputs, attributes: Attributes) -> Tensor:
    x, shape = _first(inputs), inputs[1]
    assert shape is not None  # noqa: S101  # ONNX requires it
    copies = not attributes.get("allowzero", 0)
    sides = shape.tolist()
    return x.reshape([x.shape[i] if n == 0 and copies else n for i, n in enumerate(sides)])


def _flatten(inputs: Inputs, attributes: Attributes) -> Tensor:
    x, axis = _first(inputs), attributes.get("axis", 1)
    return x.reshape(x.shape[:axis].numel(), -1)


def _squeeze(inputs: Inputs, _: Attributes) -> Tensor:
    axes = inputs[1]
    assert axes is not None  # noqa: S101  # without axes a batch of one would vanish
    return _first(inputs).squeeze(tuple(axes.tolist()))


def _shape(inputs: Inputs, attributes: Attributes) -> Tensor:
    sides = _first(inputs).shape[attributes.get("start", 0) : attributes.get("end")]
    return torch.tensor(sides, dtype=torch.int64)


def _resize(inputs: Inputs, attributes: Attributes) -> Tensor:
    """Return windows of another height and width, in the two ways that torch's upsampling takes."""
    x, (_, scales, sides) = _first(inputs), [*inputs[1:], None, None, None][:3]
    mode = attributes.get("mode", "nearest")
    places = attributes.get("coordinate_transformation_mode", "half_pixel")
    known = (("nearest", "asymmetric"), ("linear", "half_pixel"))
    if (mode, places) not in known or x.ndim != 4:
        raise InputError(
            f"a resize of {x.ndim} axes by mode {mode}, {places}, is not known; quantise it with "
            "quantization_method: PTQ on 8 bits"
        )
    if sides is None:
        assert scales is not None  # noqa: S101  # ONNX requires one of the two
        sides = (torch.tensor(x.shape) * scales).floor()
    size = [int(side) for side in sides[2:].tolist()]
    if mode == "nearest":
        return functional.interpolate(x, size)
    return _bilinear(x, size)


def _bilinear(x: Tensor, size: Sequence[int]) -> Tensor:
    """Return what ONNX Runtime gives, with its order of sums.

    Between two values on a grid, halves of a step are common, and the last bit decides which way
    they are rounded.
    """
    (top, bottom, to_bottom, to_top), (left, right, to_right, to_left) = (
        _neighbours(int(n), wanted) for n, wanted in zip(x.shape[2:], size, strict=True)
    )
    upper, lower = x.index_select(2, top), x.index_select(2, bottom)
    to_bottom, to_top = to_bottom[:, None], to_top[:, None]
    return (
        to_right * to_bottom * upper.index_select(3, left)
        + to_left * to_bottom * upper.index_select(3, right)
        + to_right * to_top * lower.index_select(3, left)
        + to_left * to_top * lower.index_select(3, right)
    )


def _neighbours(n: int, wanted: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the two places that each new one lies between, and the weights of first and second."""
    scale = torch.tensor(wanted, dtype=torch.float32) / n
    place = ((torch.arange(wanted) + 0.5) / scale - 0.5).clamp(0, n - 1)
    first = place.long()
    second = (first + 1).clamp(max=n - 1)
    to_first, to_second = (place - first).abs(), (place - second).abs()
    at_end = first == second
    half = torch.tensor(0.5)
    return first, second, torch.where(at_end, half, to_second), torch.where(at_end, half, to_first)


def _clip(inputs: Inputs, _: Attributes) -> Tensor:
    low, high = [*inputs[1:], None, None][:2]
    return torch.clamp(_first(inputs), low, high)


def _first(inputs: Inputs) -> Tensor:
    x = inputs[0]
    assert x is not None  # noqa: S101  # the first input is never left out
    return x


def _given(inputs: Inputs) -> list[Tensor]:
    return [one for one in inputs if one is not None]


_FUNCTIONS: dict[str, Callable[[Inputs, Attributes], Tensor]] = {
    "Add": lambda inputs, _: torch.add(*_given(inputs)),
    "AveragePool": _average_pool,
    "BatchNormalization": _batch_normalization,
    "Clip": _clip,
    "Concat": lambda inputs, attributes: torch.cat(_given(inputs), dim=attributes["axis"]),
    "Conv": _conv,
    "Flatten": _flatten,
    "Gemm": _gemm,
    "GlobalAveragePool": _global_average_pool,
    "Identity": lambda inputs, _: _first(inputs),
    "MatMul": lambda inputs, _: torch.matmul(*_given(inputs)),
    "MaxPool": _max_pool,
    "ReduceMean": _reduce_mean,
    "Relu": lambda inputs, _: functional.relu(_first(inputs)),
    "Reshape": _reshape,
    "Resize": _resize,
    "Shape": _shape,
    "Squeeze": _squeeze,
}
