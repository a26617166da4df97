"""A tested run, as far as one of its predictions can be traced."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.neighbours import nearest_distances
from afterfit.errors import InputError
from afterfit.pipeline.choose_window import Candidates, candidates_of_run, judged_variant
from afterfit.pipeline.context import ON_DEVICE
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.model_costs import spread
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.tested_inputs import read_tested_inputs
from afterfit.readers import (
    read_embedding,
    read_predictions_parquet,
    read_windows_npz,
)
from afterfit.records import Embedding, Predictions, Windows
from afterfit.results import Analysis
from afterfit.runtimes import penultimate_outputs

_MOST_DISTANCES = 200
"""Test windows whose distance to the training is measured."""


@dataclass(frozen=True, eq=False)
class TestedRun:
    """What a run folder holds of its test split."""

    __test__ = False  # not a test of pytest

    folder: RunFolder
    analysis: Analysis
    windows: Windows
    """Of the test split, as they came from the sensor."""
    features: NDArray[np.float32]
    """The same as the models take them."""
    models: Mapping[str, Path]
    """File of each tested variant, the reference first."""
    predictions: Mapping[str, Predictions]
    """What the test wrote down, by variant; empty where the run did not keep them."""
    embedding: Embedding | None
    """Training windows to look for neighbours in; None where an older run wrote none."""

    @cached_property
    def usual_distances(self) -> NDArray[np.float64]:
        """Distance of test windows, evenly chosen, to their nearest training windows."""
        if self.embedding is None:
            return np.empty(0)
        chosen = self.features[spread(len(self.features), _MOST_DISTANCES)]
        return nearest_distances(
            penultimate_outputs(self.folder.reference_model, chosen), self.embedding
        )

    @property
    def judged(self) -> str:
        """The variant that wishes like "least-sure" are about: the recommended, else the first."""
        return judged_variant(self.analysis, self.models)

    @property
    def candidates(self) -> Candidates:
        """The test windows, to choose one."""
        return replace(
            candidates_of_run(self.folder, self.windows, self.judged),
            predictions=lambda: self.predictions.get(self.judged),
        )


def open_tested(folder: RunFolder) -> TestedRun:
    """Return a run with all that tracing a prediction needs.

    Raises
    ------
    InputError
        When the run was not tested, is no classification, or lacks a file.
    """
    if not folder.analysis.is_file():
        raise InputError(
            "the run was not tested, so it has no predictions to trace; set testing -> enable "
            "and run it again",
            where=str(folder.root),
        )
    analysis = read_analysis(folder.root)
    if not isinstance(analysis, Analysis):
        raise InputError(
            "predictions are traced of classifications, and this run has another task; without "
            "--sample its pipeline is shown",
            where="--sample",
        )
    if folder.reference_model.suffix != ".onnx":
        raise InputError(
            "predictions are traced through the layers of an ONNX model, and this run was given a "
            ".tflite; give testing -> model_path the ONNX model that it was made from",
            where=str(folder.root),
        )
    windows = read_windows_npz(folder.test_windows)
    names = dict.fromkeys(one.variant for one in analysis.variants)
    return TestedRun(
        folder=folder,
        analysis=analysis,
        windows=windows,
        features=read_tested_inputs(folder, windows),
        models={name: _model(folder, name) for name in names},
        predictions={
            name: read_predictions_parquet(folder.predictions(name, "test"))
            for name in names
            if folder.predictions(name, "test").is_file()
        },
        embedding=read_embedding(folder.embedding) if folder.embedding.is_file() else None,
    )


def _model(folder: RunFolder, variant: str) -> Path:
    if folder.given_models:
        return folder.reference_model
    if variant.endswith(ON_DEVICE):
        return folder.device_model
    return folder.float_model if variant == "float32" else folder.int8_model
