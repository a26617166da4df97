""".tflite file → ModelProfile."""

from pathlib import Path

from afterfit.costs import profile_graph
from afterfit.records import ModelProfile
from afterfit.runtimes.tflite_model import read_tflite_graph


def profile_tflite(path: Path, name: str, variant: str) -> ModelProfile:
    """Return size, layers and memory of a .tflite file.

    The memory plan is that of TFLite Micro, to the byte, unless it says otherwise of itself.

    Raises
    ------
    InputError
        When the file is not a whole and consistent .tflite.
    """
    return profile_graph(read_tflite_graph(path), name, variant)
