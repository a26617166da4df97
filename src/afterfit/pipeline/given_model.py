"""A configuration that trains nothing → the trained model that it names, in the run folder."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import replacing
from afterfit.pipeline.config import Config
from afterfit.pipeline.folder import RunFolder
from afterfit.runtimes import model_format, profile_model
from afterfit.training import SCALE_FILE

_KEY = "testing -> model_path"
_VARIANTS = {"float": "float32", "int8": "int8", "int8 with float ends": "int8"}


@dataclass(frozen=True, slots=True)
class GivenModel:
    """A model that was trained elsewhere."""

    path: Path
    variant: str
    """What reports call it: by the numbers that it computes with."""
    scale: Path | None
    """What turns its outputs into numbers with units, where the task needs that."""


def given_model(config: Config, home: Path) -> GivenModel | None:
    """Return the model to test where nothing is trained; a relative path starts at *home*.

    Raises
    ------
    InputError
        When there is no such file, it is of a format that a run does not test, or the outputs of
        a regression or forecast cannot be put into units.
    """
    if not config.tests_given_model or config.testing.model_path is None:
        return None
    path = home / config.testing.model_path
    if not path.is_file():
        raise InputError(f"no such file: {path}", where=_KEY)
    if model_format(path) not in ("onnx", "tflite"):
        raise InputError(
            f"a run tests .onnx and .tflite files, and {path.name} is neither; afterfit analyze "
            "--model takes torch programs and scikit-learn estimators",
            where=_KEY,
        )
    return GivenModel(path, variant_of(path), _scale(config, path))


def variant_of(path: Path) -> str:
    """Return what reports call a model that is given: by the numbers that it computes with."""
    return _VARIANTS.get(profile_model(path, path.stem, "model").dtype_class, "model")


def _scale(config: Config, path: Path) -> Path | None:
    if config.common.kind not in ("regression", "forecasting"):
        return None
    places = (path.parent / SCALE_FILE, path.parent.parent / "base" / SCALE_FILE)
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise InputError(
            f"the outputs of {path.name} have no units without {SCALE_FILE}, which a training "
            "writes; put it beside the model, or give predictions in units to afterfit analyze "
            f"--task {config.common.kind}",
            where=_KEY,
        )
    return found


def check_untrained(folder: RunFolder) -> None:
    """Refuse to test a foreign model into a folder that holds a training."""
    if folder.history.is_file():
        raise InputError(
            "holds a training already, and another model is to be tested; give the test a folder "
            "of its own with --output",
            where=str(folder.root),
        )


def place_of(given: GivenModel, folder: RunFolder) -> Path:
    """Return where the run keeps its copy."""
    return folder.testing / f"model{given.path.suffix.lower()}"


def copy_model(given: GivenModel, folder: RunFolder) -> Iterator[Path]:
    """Copy the model, and its scale, into the run folder, which then needs nothing else."""
    copies = [(given.path, place_of(given, folder))]
    if given.scale is not None:
        copies.append((given.scale, folder.base / SCALE_FILE))
    for source, target in copies:
        with replacing(target) as temporary:
            shutil.copyfile(source, temporary)
        yield target
