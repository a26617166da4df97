"""int8 QDQ ONNX file → int8 .tflite file and C source."""

from afterfit.training.tflite.c_source import Provenance, write_c_source
from afterfit.training.tflite.write import write_tflite

__all__ = ["Provenance", "write_c_source", "write_tflite"]
