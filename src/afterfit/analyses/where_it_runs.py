"""What is known of a model file → what runs it, and why a microcontroller does not."""

from dataclasses import dataclass

from afterfit.records import ModelProfile, VariantCost

_TFLM = "TFLite Micro, on microcontrollers"
_LITERT = "LiteRT, on computers, phones and boards with Linux"
_ONNX_RUNTIME = "ONNX Runtime, on computers, phones and boards with Linux"
_HYBRID = "TFLite Micro has no operators with integer weights and float activations (hybrid)"


@dataclass(frozen=True, slots=True)
class Place:
    """What runs a model file."""

    runs_on: str
    unsupported: str = ""
    """Why a microcontroller does not; empty where nothing is known against it."""


def where_it_runs(cost: VariantCost) -> Place:
    """Return what runs the file of one variant.

    A .tflite runs on a microcontroller unless TFLite Micro refuses it, which is asked of the file
    itself where the extra is installed, or the named device has no TFLite Micro, or no room for it;
    what nobody has checked there is told. An ONNX file runs where the device's own compiler makes C
    code of it; elsewhere what would run is another file, made of the same network, with outputs and
    costs of its own.
    """
    if cost.compiled_by:
        return Place(f"the device, as C code that {cost.compiled_by} makes of the file")
    if cost.profile.file_format == "onnx":
        return Place(_ONNX_RUNTIME, _why_not_onnx(cost.profile))
    if cost.profile.dtype_class == "hybrid":
        return Place(_LITERT, _HYBRID)
    if cost.device_refusal:
        return Place(_TFLM, cost.device_refusal)
    if cost.tflm_refusal:
        return Place(_LITERT, cost.tflm_refusal)
    tried = "" if cost.arena is not None else " (not tried here)"
    caveat = f", but {cost.device_caveat}" if cost.device_caveat else ""
    return Place(f"{_TFLM}{tried}{caveat}")


def _why_not_onnx(profile: ModelProfile) -> str:
    what = "an ONNX file needs ONNX Runtime"
    if profile.dtype_class == "mixed" and profile.memory and profile.memory.caveats:
        return f"{what}, and this one simulates narrow integers on int8"
    form = "a float .tflite" if profile.dtype_class in _FLOATS else "an int8 .tflite"
    return (
        f"{what}; {form} of the same network, or C code from the maker's compiler, would run and "
        "has to be tested itself"
    )


_FLOATS = ("float", "weight-only", "no weights")

ELSEWHERE = {
    "torch": Place("PyTorch, on computers", "a torch program needs PyTorch; export it to .tflite"),
    "sklearn": Place(
        "scikit-learn, on computers",
        "an estimator needs Python with scikit-learn; C code of it would run and has to be tested "
        "itself",
    ),
}
"""Formats whose files tell nothing of their cost."""
