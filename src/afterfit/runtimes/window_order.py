"""Windows in the order of the training ↔ the order of a model's input and output."""

import json
from math import prod
from typing import Any

from numpy.typing import NDArray

from afterfit.records import ModelGraph, WindowOrder

WINDOW_METADATA = "window"
"""Name of the entry among a .tflite's metadata that tells the order."""


def write_window_order(order: WindowOrder) -> bytes:
    """Return what `read_window_order` reads.

    Examples
    --------
    >>> write_window_order(WindowOrder((6, 100, 1), (2, 1, 0)))
    b'{"shape": [6, 100, 1], "axes": [2, 1, 0]}'
    """
    said = {"shape": order.shape, "axes": order.axes}
    return json.dumps(said | ({"output": True} if order.also_output else {})).encode()


def read_window_order(content: bytes) -> WindowOrder | None:
    """Return the order that a file tells; None for metadata of another origin."""
    try:
        found = json.loads(content)
        shape, axes = (tuple(int(one) for one in found[key]) for key in ("shape", "axes"))
    except (ValueError, TypeError, KeyError):
        return None
    order = WindowOrder(shape, axes, also_output=found.get("output") is True)
    return order if sorted(axes) == list(range(len(shape))) else None


def in_order_of_input(X: NDArray[Any], graph: ModelGraph) -> NDArray[Any]:
    """Return windows of the training as the model takes them; others as they are."""
    order, shape = graph.window, graph.tensors[graph.inputs[0]].shape
    if order is None or shape is None or X.shape[1:] != order.shape:
        return X
    if prod(shape[1:]) != prod(order.shape):  # a file that contradicts itself
        return X
    return X.transpose(0, *(axis + 1 for axis in order.axes)).reshape(len(X), *shape[1:])


def in_order_of_training(outputs: NDArray[Any], graph: ModelGraph) -> NDArray[Any]:
    """Return windows that a model gives in the order of the training; other outputs as they are."""
    order = graph.window
    if order is None or not order.also_output or prod(outputs.shape[1:]) != prod(order.shape):
        return outputs
    sides = [order.shape[axis] for axis in order.axes]
    places = [1 + order.axes.index(axis) for axis in range(len(sides))]
    return outputs.reshape(len(outputs), *sides).transpose(0, *places)
