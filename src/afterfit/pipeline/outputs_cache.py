"""What a model gave for the data, kept in the run folder: TFLite Micro is slow."""

from collections.abc import Collection
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from afterfit.files import replacing
from afterfit.pipeline.manifest import fingerprint
from afterfit.runtimes import Kernels, VariantRun, model_format, run_variant
from afterfit.runtimes.child import Progress


def run_once(
    folder: Path,
    path: Path,
    X: NDArray[Any],
    kernels: Kernels,
    trust: Collection[str],
    progress: Progress | None,
) -> VariantRun:
    """Return the outputs of a model, from *folder* where the same was run before.

    Only a .tflite is kept; the other formats take no longer than reading a file. The same means
    the content of model and data, the kernels and their release.

    Raises
    ------
    InputError
        As `afterfit.runtimes.run_variant`.
    """
    if model_format(path) != "tflite":
        return run_variant(path, X, kernels, trust, progress)
    place = folder / f"{_key(path, X, kernels)}.npz"
    found = _load(place)
    if found is not None:
        return found
    run = run_variant(path, X, kernels, trust, progress)
    _store(run, place)
    return run


def _key(path: Path, X: NDArray[Any], kernels: Kernels) -> str:
    with path.open("rb") as stream:
        model = file_digest(stream, "sha256").hexdigest()
    values = np.ascontiguousarray(X)
    data = sha256(values.data if values.size else b"").hexdigest()
    releases = [_release(package) for package in ("ai-edge-litert", "tflite-micro")]
    return fingerprint(model, data, values.shape, str(values.dtype), kernels, releases)


def _release(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _load(place: Path) -> VariantRun | None:
    try:
        with np.load(place, allow_pickle=False) as stored:
            return VariantRun(
                stored["outputs"], str(stored["computed_by"]), note=str(stored["note"])
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None  # never run, or damaged: it is run again


def _store(run: VariantRun, place: Path) -> None:
    with replacing(place) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(
            stream,
            outputs=run.outputs,
            computed_by=np.array(run.computed_by),
            note=np.array(run.note),
        )
