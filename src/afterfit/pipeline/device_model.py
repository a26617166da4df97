"""int8 model of a run → .tflite, C source and header for the device."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from afterfit.errors import InputError, MissingExtraError
from afterfit.files import write_text
from afterfit.pipeline.context import Context
from afterfit.training.tflite import Provenance, write_c_source, write_tflite

_PACKAGES = ("ai_edge_litert", "flatbuffers", "tflite_micro")


def has_tflite_extra() -> bool:
    """Say whether .tflite files can be written and run here; loads nothing."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def write_device_model(context: Context) -> Iterator[Path]:
    """Write the int8 model for the device and give the paths, or the one that says why not.

    A model that cannot be written is no mistake of the run: the rest goes on, and is told.
    """
    folder = context.folder
    folder.device_refusal.unlink(missing_ok=True)
    is_classifier = context.kind == "classification"
    names = context.data.splits["train"].class_names if is_classifier else ()
    try:
        if not has_tflite_extra():
            raise MissingExtraError("an int8 .tflite of the model", "tflite")
        write_tflite(folder.int8_model, folder.device_model)
    except InputError as error:
        for suffix in (".tflite", ".c", ".h"):
            folder.device_model.with_suffix(suffix).unlink(missing_ok=True)
        reason = str(error).removeprefix(f"{folder.int8_model}: ")
        context.progress.warning(f"no .tflite was written: {reason}")
        write_text(folder.device_refusal, reason + "\n")
        yield folder.device_refusal
        return
    yield folder.device_model
    provenance = Provenance(context.training_plan.model_name, tuple(names))
    yield from write_c_source(folder.device_model, provenance)


def device_model_words(context: Context) -> str:
    """Return what the report says of the model for the device."""
    path, refusal = context.folder.device_model, context.folder.device_refusal
    if not context.config.training.quantization:
        return "not made"
    if refusal.exists():
        return f"not written: {refusal.read_text(encoding='utf-8').strip()}"
    variants = [name for name, model in context.models.items() if model == path]
    said = [f"{name} is its outputs by TFLite Micro's kernels, bit for bit" for name in variants]
    return "; ".join([f"{path.name}, {path.stat().st_size:,} bytes of flash", *said])
