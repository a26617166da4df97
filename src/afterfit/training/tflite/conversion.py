"""The work in progress: what was made of each activation so far, and in which order it lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.training.tflite.flatbuffer import FlatbufferModel
from afterfit.training.tflite.quantized_graph import (
    RESHAPING,
    Constant,
    Quantization,
    QuantizedGraph,
    QuantizedNode,
)

Shape = tuple[int, ...]
CHANNELS_LAST = (0, 2, 3, 1)
"""Axes of ONNX in the order of TFLite: batch, two axes, channels."""
_CHANNELS_FIRST = (0, 3, 1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """An activation as it lies in the file."""

    tensor: int
    shape: Shape
    quantization: Quantization
    is_channels_last: bool = False
    """Whether its axes are batch, two axes, channels; else they are those of ONNX."""
    order: NDArray[np.int64] | None = None
    """Where it stands for a flat row: place in ONNX's row of each element as it lies here."""


@dataclass(slots=True)
class Conversion:
    """A network on its way into a .tflite file."""

    graph: QuantizedGraph
    file: FlatbufferModel = field(default_factory=FlatbufferModel)
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def is_upright(self) -> bool:
        """Whether the last side of every image is 1, as in networks for signals.

        Then the other side takes the place of the width: the same bytes, but runtimes and NPUs
        are made for kernels of 1 × k, and take longer strides along the width.
        """
        shapes = [shape for shape in self.graph.shapes.values() if shape and len(shape) == 4]
        return all(shape[-1] == 1 for shape in shapes)

    def expanded(self, shape: Shape) -> Shape:
        """Return an ONNX shape with the channels second and two axes behind them."""
        if len(shape) == 4 and self.is_upright:
            return (*shape[:2], shape[3], shape[2])
        if not 2 <= len(shape) <= 4:
            raise InputError(f"an activation must have 2 to 4 sides, got {shape}")
        return (*shape[:2], *(1,) * (4 - len(shape)), *shape[2:])

    def file_shape(self, name: str) -> Shape:
        """Return the shape of an activation with its channels last."""
        sides = self.expanded(self.graph.shape(name))
        return tuple(sides[axis] for axis in CHANNELS_LAST)

    def pair(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Return what is said of the axes of an image, or of the one of a signal, for the file."""
        if len(numbers) == 1:
            return 1, int(numbers[0])
        first, second = (int(number) for number in numbers)
        return (second, first) if self.is_upright else (first, second)

    def value(self, name: str, node: QuantizedNode) -> Value:
        """Return an activation that *node* reads."""
        if name not in self.values:
            raise InputError(
                f"{node.where} must read an activation where it reads {name!r}, a stored tensor"
            )
        return self.values[name]

    def constant(self, name: str, node: QuantizedNode) -> Constant:
        """Return a quantised constant that *node* reads."""
        one = self.graph.constants.get(name)
        if one is None or one.quantization is None:
            raise InputError(f"{node.where} must have stored int8 weights where it reads {name!r}")
        return one

    def step(
        self,
        kind: str,
        inputs: Sequence[int],
        made: tuple[str, Shape, Quantization],
        options: Mapping[str, Any] | None = None,
        version: int = 2,
    ) -> int:
        """Add one operator and what it makes (name, shape, quantisation); return the latter."""
        tensor = self.file.add_activation(*made)
        self.file.add_operator(kind, inputs, tensor, options, version=version)
        return tensor

    def rescaled(self, value: Value, quantization: Quantization, name: str) -> Value:
        """Return a value in another quantisation, by a step of its own where it differs."""
        if value.quantization.same_as(quantization):
            return value
        tensor = self.step("QUANTIZE", [value.tensor], (name, value.shape, quantization))
        return replace(value, tensor=tensor, quantization=quantization)

    def finish(self, node: QuantizedNode, value: Value) -> None:
        """Keep what was made of a node, in the quantisation that it is to have."""
        wanted = self.graph.quantization[node.output]
        self.values[node.output] = self.rescaled(value, wanted, f"{node.name} rescaled")

    def channels_last(self, name: str, node: QuantizedNode) -> Value:
        """Return an activation with its channels last, moved there where it is not."""
        value = self.value(name, node)
        if value.is_channels_last:
            return value
        sides, wanted = self.expanded(self.graph.shape(name)), self.file_shape(name)
        if value.order is not None:
            raise InputError(f"{node.where} reads a flat row, which only linear layers can")
        return replace(
            self._moved(value, sides, CHANNELS_LAST, wanted, name), is_channels_last=True
        )

    def plain(self, name: str, node: QuantizedNode) -> Value:
        """Return an activation in the axes of ONNX, moved there where it is not."""
        value, shape = self.value(name, node), self.graph.shape(name)
        if not value.is_channels_last:
            return value
        moved = self._moved(value, value.shape, _CHANNELS_FIRST, shape, name)
        return replace(moved, is_channels_last=False)

    def _moved(
        self, value: Value, sides: Shape, axes: tuple[int, ...], wanted: Shape, name: str
    ) -> Value:
        """Return *value* as *sides*, with its axes in another order, in the shape *wanted*."""
        long = [axis for axis in axes if sides[axis] > 1]
        if long == sorted(long):  # the bytes stay where they are
            return self.reshaped(value, wanted, f"{name} reshaped")
        value = self.reshaped(value, sides, f"{name} reshaped")
        turned = tuple(sides[axis] for axis in axes)
        places = self.file.add_constant(f"{name} axes", np.array(axes, np.int32))
        made = (f"{name} transposed", turned, value.quantization)
        tensor = self.step("TRANSPOSE", [value.tensor, places], made)
        return self.reshaped(replace(value, tensor=tensor, shape=turned), wanted, f"{name} moved")

    def reshaped(self, value: Value, shape: Shape, name: str) -> Value:
        """Return a value in another shape, by a step of its own where it differs."""
        if value.shape == shape:
            return value
        sides = np.array(shape, np.int32)
        stored = self.file.add_constant(f"{name} shape", sides)
        made = (name, shape, value.quantization)
        tensor = self.step("RESHAPE", [value.tensor, stored], made, {"newShape": sides}, version=1)
        return replace(value, tensor=tensor, shape=shape)

    def read_by_linear_layers_only(self, name: str) -> bool:
        """Say whether nothing but linear layers reads an activation: they take any order."""
        readers = self.graph.readers(name)
        return bool(readers) and all(
            one.kind in ("Gemm", "MatMul") and one.inputs[0] == name for one in readers
        )

    def add_input(self) -> Value:
        """Add the input, in the axes that its first reader wants, and return it."""
        name = self.graph.input
        shape = self.graph.shape(name)
        flat = all(one.kind in {*RESHAPING, "Gemm", "MatMul"} for one in self.graph.readers(name))
        is_last = len(shape) > 2 and not flat
        placed = self.file_shape(name) if is_last else shape
        quantization = self.graph.quantization[name]
        tensor = self.file.add_activation(name, placed, quantization)
        value = self.values[name] = Value(tensor, placed, quantization, is_channels_last=is_last)
        return value


def flat_order(value: Value) -> NDArray[np.int64] | None:
    """Return ONNX's place of each element of a value with its channels last, read as one row."""
    if not value.is_channels_last:
        return value.order
    first = [value.shape[axis] for axis in _CHANNELS_FIRST]
    return np.arange(prod(first)).reshape(first).transpose(CHANNELS_LAST).ravel()
