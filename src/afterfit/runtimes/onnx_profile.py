"""ONNX file → ModelProfile."""

from pathlib import Path

from afterfit.costs import profile_graph
from afterfit.records import ModelProfile
from afterfit.runtimes.onnx_graph import read_onnx_graph


def profile_onnx(path: Path, name: str, variant: str) -> ModelProfile:
    """Return size, layers and memory of an ONNX file.

    Weights are found through the steps that quantise or dequantise them, so that a quantised model
    has as many parameters as its float reference. Memory is an estimate: a microcontroller runs
    another file, made from this one.

    Raises
    ------
    InputError
        When the file is not a valid ONNX model with an input.
    """
    return profile_graph(read_onnx_graph(path), name, variant)
