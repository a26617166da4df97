"""What an ONNX file says of integers narrower than those that it stores."""

from collections.abc import Iterator
from typing import Any

_NARROW = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul"})
"""Operators whose weights are meant; those of a batch normalisation keep 8 bits."""


def stated_widths(model: Any) -> tuple[int, int] | None:
    """Return bits of weights and activations that afterfit noted in the file; None without."""
    said = {entry.key: entry.value for entry in model.metadata_props}
    widths = [said.get(f"afterfit.{name}", "") for name in ("weight_bits", "activation_bits")]
    if not all(width in ("2", "4", "8") for width in widths):
        return None
    return int(widths[0]), int(widths[1])


def narrow_dtypes(model: Any) -> dict[str, str]:
    """Return the type that each tensor of int8 stands for, of those whose values need fewer bits.

    Weights of convolutions and matrices have the stated width, and so has an activation that a
    Clip holds to its narrow grid.
    """
    widths = stated_widths(model)
    if widths is None:
        return {}
    weights, activations = (f"int{bits}" for bits in widths)
    return {
        **dict.fromkeys(_weights(model.graph), weights),
        **dict.fromkeys(_activations(model.graph), activations),
    }


def _weights(graph: Any) -> Iterator[str]:
    stored = {tensor.name for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in stored:
            readers = [one for one in graph.node if node.output[0] in one.input]
            if all(one.op_type in _NARROW and one.input[1] == node.output[0] for one in readers):
                yield node.input[0]


def _activations(graph: Any) -> Iterator[str]:
    made_by = {name: node.op_type for node in graph.node for name in node.output}
    steps = [node for node in graph.node if node.op_type == "QuantizeLinear"]
    clipped = {node.input[1] for node in steps if made_by.get(node.input[0]) == "Clip"}
    for node in steps:
        if node.input[1] in clipped:  # those of one scale share their grid
            yield node.output[0]


def simulated_clips(model: Any) -> dict[str, Any]:
    """Return the Clips that hold int8 to a narrow grid, by the tensor that they give."""
    if stated_widths(model) is None:
        return {}
    nodes = model.graph.node
    rounded = {node.input[0] for node in nodes if node.op_type == "QuantizeLinear"}
    return {
        node.output[0]: node
        for node in nodes
        if node.op_type == "Clip" and node.output[0] in rounded
    }


def remove_simulation(model: Any) -> None:
    """Take out the Clips that hold int8 to a narrow grid: on real integers they have no work."""
    graph, clips = model.graph, simulated_clips(model)
    if not clips:
        return
    for step in graph.node:
        if step.op_type == "QuantizeLinear" and step.input[0] in clips:
            step.input[0] = clips[step.input[0]].input[0]
    for clip in clips.values():
        graph.node.remove(clip)
    read = {name for node in graph.node for name in node.input}
    for tensor in [tensor for tensor in graph.initializer if tensor.name not in read]:
        graph.initializer.remove(tensor)


def width_caveats(model: Any) -> tuple[str, ...]:
    """Return how the stated widths are counted, as one sentence; nothing without them."""
    widths = stated_widths(model)
    if widths is None:
        return ()
    return (
        f"Weights are counted at {widths[0]} bits and activations at {widths[1]}, as a device "
        "would store them; the file simulates both on int8.",
    )
