"""A model file → outputs, layers, cost."""

from afterfit.runtimes.onnx_profile import profile_onnx
from afterfit.runtimes.onnx_session import run_onnx
from afterfit.runtimes.softmax import softmax

__all__ = ["profile_onnx", "run_onnx", "softmax"]
