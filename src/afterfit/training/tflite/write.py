"""int8 QDQ ONNX file → .tflite file."""

from __future__ import annotations

from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import write_bytes
from afterfit.records import WindowOrder
from afterfit.runtimes.window_order import WINDOW_METADATA, write_window_order
from afterfit.training.tflite.conversion import Conversion, Value
from afterfit.training.tflite.operators import CONVERTERS
from afterfit.training.tflite.quantized_graph import QuantizedNode, read_quantized_graph


def write_tflite(int8_onnx: Path, tflite: Path) -> None:
    """Write an int8 model as a .tflite for microcontrollers, whole or not at all.

    Weights, biases and scales are those of the ONNX file, so that the two differ only where their
    runtimes round differently. Inputs and outputs are int8, for one window. Images and signals lie
    with their channels last, and what an autoencoder makes of them does too; a signal is an image
    1 high. The same model gives the same bytes.

    Parameters
    ----------
    int8_onnx
        A model in QDQ form with int8 activations and symmetric int8 weights, such as
        `quantize_int8` writes.
    tflite
        Where to write; an existing file is replaced.

    Raises
    ------
    InputError
        When the model is not of this form, or has an operator that is not covered; the message
        names it.
    """
    graph = read_quantized_graph(int8_onnx)
    try:
        write_bytes(tflite, _converted(Conversion(graph)))
    except InputError as error:
        raise InputError(str(error), where=str(int8_onnx)) from None


def _converted(work: Conversion) -> bytes:
    graph = work.graph
    for node in graph.nodes:
        if node.kind not in CONVERTERS:
            raise InputError(
                f"{node.where} cannot be written to an int8 .tflite; these operators can: "
                + ", ".join(sorted(CONVERTERS))
            )
    graph.refuse_float()
    entry = work.add_input()
    for node in graph.nodes:
        CONVERTERS[node.kind](work, node)
    last = QuantizedNode("output", graph.output, (graph.output,), graph.output, {})
    rebuilds = entry.is_channels_last and graph.shape(graph.output) == graph.shape(graph.input)
    if rebuilds:  # who compares the two on a device wants them in one order
        made = work.channels_last(graph.output, last)
    else:
        made = work.plain(graph.output, last)
        made = work.reshaped(made, graph.shape(graph.output), graph.output)
    return work.file.to_bytes(entry.tensor, made.tensor, _metadata(work, entry, rebuilds))


def _metadata(work: Conversion, entry: Value, rebuilds: bool) -> dict[str, bytes]:
    if not entry.is_channels_last:
        return {}
    window = work.graph.shape(work.graph.input)[1:]
    axes = (1, 0) if len(window) == 2 else (2, 1, 0) if work.is_upright else (1, 2, 0)
    return {WINDOW_METADATA: write_window_order(WindowOrder(window, axes, rebuilds))}
