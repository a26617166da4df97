"""What training needs beside the core."""

import importlib.util

from afterfit.errors import MissingExtraError

_PACKAGES = ("torch", "onnx", "onnxruntime", "onnxscript", "tensorboardX")


def require_training_extra() -> None:
    """Say what to install where the extra ``train`` is not; loads nothing.

    Raises
    ------
    MissingExtraError
        When one of its packages is missing.
    """
    if any(importlib.util.find_spec(name) is None for name in _PACKAGES):
        raise MissingExtraError("training", "train")
