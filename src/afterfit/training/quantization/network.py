"""Graph with quantise steps → torch module that rounds as the graph does, and learns.

Loads torch: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from afterfit.training.quantization.fake_quantize import (
    fake_quantize,
    power_of_two,
    with_scaled_gradient,
)
from afterfit.training.quantization.grid import (
    Grid,
    fit_range,
    next_power_of_two,
    weight_grid,
    weight_scales,
    zero_point_of,
)
from afterfit.training.quantization.operators import apply_operator
from afterfit.training.quantization.parts import (
    BIAS_GRID,
    Parts,
    QuantizedBias,
    QuantizedWeight,
    QuantizeStep,
    check_is_8_bit_graph,
    parts_of,
)
from afterfit.training.quantization.plan import QuantizationPlan

Array = NDArray[Any]
_NOT_LEARNED = {"BatchNormalization": (3, 4), "Clip": (1, 2), "Resize": (1, 2)}
"""Places of inputs that are statistics, limits or sizes, by operator."""


class QuantizedNetwork(nn.Module):
    """The network of a graph, computing on the numbers that its integers stand for.

    Weights, biases and scales are its parameters; zero points stay. A scale is learned as the
    exponent of a power of two by which the first one is multiplied: it stays above 0, and an
    optimizer changes it relative to its size. In evaluation it computes what ONNX Runtime computes
    of the same graph, but for the order of sums.

    Parameters
    ----------
    model
        A graph that `Calibrated.graph` gave.
    prepared
        The float model that it was made from.
    plan
        Widths and kind of scales.

    Attributes
    ----------
    in_float
        Names of what layers in float learn.

    Raises
    ------
    InputError
        When no layer is quantised.
    """

    def __init__(self, model: Any, prepared: Any, plan: QuantizationPlan) -> None:
        super().__init__()
        check_is_8_bit_graph(model)
        self.parts: Parts = parts_of(model, plan)
        self._powers_of_two = plan.scales == "powers of two"
        self.in_float: list[str] = []
        stored, floats = _arrays(model), _arrays(prepared)
        for weight in self.parts.weights:
            self._add_weight(weight, floats[weight.name], stored)
        for bias in self.parts.biases:
            self._learn(bias.name, floats[bias.name])
        for step in self.parts.steps:
            if isinstance(step, QuantizeStep) and not hasattr(self, _key(step.scale)):
                self._add_grid(step, stored)
        self._add_constants(stored)

    def _add_weight(
        self, weight: QuantizedWeight, values: Array, stored: Mapping[str, Array]
    ) -> None:
        self._learn(weight.name, values)
        scale = stored[weight.scale].astype(np.float64)
        if weight.grid != weight_grid(8):
            rows = _by_channel(values, weight.axis)
            scale = weight_scales(rows, weight.grid).reshape(scale.shape)
        self._learn_scale(weight.scale, scale)

    def _add_grid(self, step: QuantizeStep, stored: Mapping[str, Array]) -> None:
        """Spread the calibrated range, which 8 bits hold, over the grid of the step."""
        scale, zero_point = float(stored[step.scale]), int(stored[step.zero_point])
        low, high = ((end - zero_point) * scale for end in (-128, 127))
        if step.grid.highest - step.grid.lowest != 255:
            scale, zero_point = fit_range(low, high, step.grid)
        if self._powers_of_two:
            scale = float(next_power_of_two(np.asarray(scale)))
            zero_point = zero_point_of(low, scale, step.grid)
        self._learn_scale(step.scale, np.asarray(scale))
        self.register_buffer(_key(step.zero_point), torch.tensor(float(zero_point)))

    def _add_constants(self, stored: Mapping[str, Array]) -> None:
        """Take over what else is stored: shapes, statistics, layers in float."""
        for step in self.parts.steps:
            if isinstance(step, QuantizeStep):
                continue
            for place, name in enumerate(step.inputs):
                if name not in stored or hasattr(self, _key(name)):
                    continue
                fixed = place in _NOT_LEARNED.get(step.operator, ())
                if stored[name].dtype == np.float32 and not fixed:
                    self._learn(name, stored[name])
                    self.in_float.append(name)
                else:
                    self.register_buffer(_key(name), torch.from_numpy(stored[name].copy()))

    def _learn(self, name: str, values: Array) -> None:
        self.register_parameter(_key(name), nn.Parameter(torch.tensor(values)))

    def _learn_scale(self, name: str, scale: Array) -> None:
        if self._powers_of_two:
            scale = next_power_of_two(scale)
        self.register_buffer(_base_key(name), torch.tensor(scale.astype(np.float32)))
        self._learn(name, np.zeros(scale.shape, dtype=np.float32))

    def forward(self, X: Tensor) -> Tensor:
        """Return the output of the graph, shape (n, …), for a batch of inputs."""
        values = {self.parts.input: X}
        values |= {one.output: self.weight(one) for one in self.parts.weights}
        values |= {one.output: self.bias(one) for one in self.parts.biases}
        for step in self.parts.steps:
            if isinstance(step, QuantizeStep):
                values[step.output] = self._round(values[self._source(step.input)], step)
            else:
                inputs = [self._value(name, values) for name in step.inputs]
                values[step.output] = apply_operator(
                    step.name, step.operator, inputs, step.attributes
                )
        return values[self._source(self.parts.output)]

    def weight(self, weight: QuantizedWeight) -> Tensor:
        """Return a weight, rounded."""
        values = self._of(weight.name)
        n_a_scale = values.numel() // max(self._of(weight.scale).numel(), 1)
        scale = self._step(weight.scale, n_a_scale, weight.grid)
        return fake_quantize(values, along(scale, weight.axis, values.ndim), 0, weight.grid)

    def bias(self, bias: QuantizedBias) -> Tensor:
        """Return a bias, rounded to steps of its input's scale times its weights'."""
        return fake_quantize(self._of(bias.name), self.bias_scale(bias), 0, BIAS_GRID)

    def bias_scale(self, bias: QuantizedBias) -> Tensor:
        """Return the step of a bias, which is no gradient's business."""
        return (self.scale(bias.input_scale) * self.scale(bias.weight_scale)).detach().reshape(-1)

    def scale(self, name: str) -> Tensor:
        """Return a scale by its name in the graph."""
        return self._scale(name, self._of(name))

    def zero_point(self, name: str) -> int:
        """Return a zero point by its name in the graph."""
        return int(self._of(name).item())

    def learned(self, name: str) -> Tensor:
        """Return a weight or a bias by its name in the float model, not rounded."""
        return self._of(name)

    def _round(self, x: Tensor, step: QuantizeStep) -> Tensor:
        scale = self._step(step.scale, x[0].numel(), step.grid)
        return fake_quantize(x, scale, self.zero_point(step.zero_point), step.grid)

    def _step(self, name: str, n_values: int, grid: Grid) -> Tensor:
        exponent = self._of(name)
        if self.training:
            exponent = with_scaled_gradient(exponent, n_values, grid)
        return self._scale(name, exponent)

    def _scale(self, name: str, exponent: Tensor) -> Tensor:
        base: Tensor = getattr(self, _base_key(name))
        return base * power_of_two(exponent, whole=self._powers_of_two)

    def _source(self, name: str) -> str:
        return self.parts.same.get(name, name)

    def _value(self, name: str, values: Mapping[str, Tensor]) -> Tensor | None:
        if not name:
            return None
        source = self._source(name)
        return values[source] if source in values else self._of(name)

    def _of(self, name: str) -> Tensor:
        value: Tensor = getattr(self, _key(name))
        return value


def along(scale: Tensor, axis: int | None, n_axes: int) -> Tensor:
    """Return scales in the shape in which they broadcast along *axis*."""
    if axis is None:
        return scale
    sides = [1] * n_axes
    sides[axis] = -1
    return scale.reshape(sides)


def _by_channel(values: Array, axis: int | None) -> Array:
    if axis is None:
        return values.reshape(1, -1).astype(np.float64)
    moved = np.moveaxis(values, axis, 0)
    return moved.reshape(len(moved), -1).astype(np.float64)


def _arrays(model: Any) -> dict[str, Array]:
    from onnx import numpy_helper

    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


def _base_key(name: str) -> str:
    return f"{_key(name)}/base"


def _key(name: str) -> str:
    # a module's parameters may not have a dot in their names
    return name.replace(".", "/")
