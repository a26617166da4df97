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
from afterfit.records import EmbeddedWindows, Embedding, Predictions, Windows
from afterfit.results import Analysis, TaskAnalysis
from afterfit.runtimes import penultimate_outputs

MOST_DISTANCES = 200
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
        return distances_of(self.features, self.folder, self.embedding)

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


def distances_of(
    features: NDArray[np.float32], folder: RunFolder, training: EmbeddedWindows | None
) -> NDArray[np.float64]:
    """Return how far windows, evenly chosen, lie from their nearest *training* windows."""
    if training is None:
        return np.empty(0)
    chosen = features[spread(len(features), MOST_DISTANCES)]
    return nearest_distances(penultimate_outputs(folder.reference_model, chosen), training)


def tested_analysis(folder: RunFolder) -> TaskAnalysis:
    """Return the analysis of a run whose answers can be traced through the layers of its model.

    Raises
    ------
    InputError
        When the run was not tested, or its model shows no layers.
    """
    if not folder.analysis.is_file():
        raise InputError(
            "the run was not tested, so it has no predictions to trace; set testing -> enable "
            "and run it again",
            where=str(folder.root),
        )
    analysis = read_analysis(folder.root)
    if folder.reference_model.suffix != ".onnx":
        raise InputError(
            "predictions are traced through the layers of an ONNX model, and this run was given a "
            ".tflite; give testing -> model_path the ONNX model that it was made from",
            where=str(folder.root),
        )
    return analysis


def open_tested(folder: RunFolder) -> TestedRun:
    """Return a run of a classification with all that tracing a prediction needs.

    Raises
    ------
    InputError
        When the run was not tested, is no classification, or lacks a file.
    """
    analysis = tested_analysis(folder)
    if not isinstance(analysis, Analysis):
        raise InputError(
            f"expected the analysis of a classification, got {analysis.kind}",
            where=str(folder.root),
        )
    return tested_classes(folder, analysis)


def tested_classes(folder: RunFolder, analysis: Analysis) -> TestedRun:
    """Return the same of a run whose *analysis* was read.

    Raises
    ------
    InputError
        When the run lacks a file.
    """
    windows = read_windows_npz(folder.test_windows)
    names = dict.fromkeys(one.variant for one in analysis.variants)
    return TestedRun(
        folder=folder,
        analysis=analysis,
        windows=windows,
        features=read_tested_inputs(folder, windows),
        models={name: model_of(folder, name) for name in names},
        predictions={
            name: read_predictions_parquet(folder.predictions(name, "test"))
            for name in names
            if folder.predictions(name, "test").is_file()
        },
        embedding=read_embedding(folder.embedding) if folder.embedding.is_file() else None,
    )


def model_of(folder: RunFolder, variant: str) -> Path:
    """Return the file of a tested variant."""
    if folder.given_models:
        return folder.reference_model
    if variant.endswith(ON_DEVICE):
        return folder.device_model
    return folder.float_model if variant == "float32" else folder.int8_model
