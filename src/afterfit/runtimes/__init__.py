"""A model file → outputs, layers, cost."""

from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_graph import read_onnx_graph
from afterfit.runtimes.onnx_profile import profile_onnx
from afterfit.runtimes.onnx_session import run_onnx
from afterfit.runtimes.softmax import softmax
from afterfit.runtimes.tflite_model import read_tflite_graph

__all__ = [
    "model_format",
    "profile_onnx",
    "read_onnx_graph",
    "read_tflite_graph",
    "run_onnx",
    "softmax",
]
