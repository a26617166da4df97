"""A model file → outputs, layers, cost."""

from afterfit.runtimes.layer_outputs import layer_outputs
from afterfit.runtimes.litert import run_tflite
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_graph import read_onnx_graph
from afterfit.runtimes.onnx_profile import profile_onnx
from afterfit.runtimes.onnx_session import run_onnx
from afterfit.runtimes.penultimate import penultimate_outputs
from afterfit.runtimes.profile_model import profile_model
from afterfit.runtimes.signature import read_signature
from afterfit.runtimes.softmax import softmax
from afterfit.runtimes.tflite_model import read_tflite_graph
from afterfit.runtimes.tflite_profile import profile_tflite
from afterfit.runtimes.tflm import TflmRun, run_tflm
from afterfit.runtimes.variant_run import KERNELS, Kernels, VariantRun, run_variant
from afterfit.runtimes.vela import estimate_npu, npu_latency, vela_command

__all__ = [
    "KERNELS",
    "Kernels",
    "TflmRun",
    "VariantRun",
    "estimate_npu",
    "layer_outputs",
    "model_format",
    "npu_latency",
    "penultimate_outputs",
    "profile_model",
    "profile_onnx",
    "profile_tflite",
    "read_onnx_graph",
    "read_signature",
    "read_tflite_graph",
    "run_onnx",
    "run_tflite",
    "run_tflm",
    "run_variant",
    "softmax",
    "vela_command",
]
