"""Any model file → ModelProfile."""

from pathlib import Path

from afterfit.records import ModelProfile
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_profile import profile_onnx
from afterfit.runtimes.tflite_profile import profile_tflite


def profile_model(path: Path, name: str, variant: str) -> ModelProfile:
    """Return size, layers and memory of a model file, whose content tells its format."""
    profile = profile_tflite if model_format(path) == "tflite" else profile_onnx
    return profile(path, name, variant)
