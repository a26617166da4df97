"""Any model file → ModelProfile."""

from pathlib import Path

from afterfit.errors import InputError
from afterfit.records import ModelProfile
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_profile import profile_onnx
from afterfit.runtimes.tflite_profile import profile_tflite


def profile_model(path: Path, name: str, variant: str) -> ModelProfile:
    """Return size, layers and memory of a model file, whose content tells its format.

    Raises
    ------
    InputError
        When the file is damaged, or of a format whose cost on a device is not known.
    """
    match model_format(path):
        case "tflite":
            return profile_tflite(path, name, variant)
        case "onnx":
            return profile_onnx(path, name, variant)
        case "torch" | "sklearn" as other:
            kind = {"torch": "torch program", "sklearn": "scikit-learn estimator"}[other]
            raise InputError(
                f"layers and memory of a {kind} are not known; export it to .onnx or .tflite for "
                "its cost",
                where=str(path),
            )
