"""A tested run of a regression, as far as one of its answers can be traced."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.pipeline.choose_window import Candidates, judged_variant
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.tested_inputs import read_tested_inputs
from afterfit.pipeline.tracing.tested import distances_of, model_of
from afterfit.pipeline.tracing.wishes import NUMBER_WISHES
from afterfit.readers import read_regressions, read_target_embedding
from afterfit.records import RegressionPredictions, TargetEmbedding
from afterfit.results import RegressionAnalysis
from afterfit.training import TargetScale, read_target_scale
from afterfit.training.target_scale import SCALE_FILE


@dataclass(frozen=True, eq=False)
class TestedNumbers:
    """What the run folder of a regression holds of its test split."""

    __test__ = False  # not a test of pytest

    folder: RunFolder
    analysis: RegressionAnalysis
    features: NDArray[np.float32]
    """Test windows as the models take them."""
    models: Mapping[str, Path]
    """File of each tested variant, the reference first."""
    records: Mapping[str, RegressionPredictions]
    """What the test wrote down, by variant."""
    scale: TargetScale
    embedding: TargetEmbedding | None
    """Training windows to look for neighbours in; None where the run wrote none."""

    @property
    def rows(self) -> RegressionPredictions:
        """The test windows with their targets, and what the reference told."""
        return next(iter(self.records.values()))

    @cached_property
    def usual_distances(self) -> NDArray[np.float64]:
        """Distance of test windows, evenly chosen, to their nearest training windows."""
        return distances_of(self.features, self.folder, self.embedding)

    @property
    def candidates(self) -> Candidates[RegressionPredictions]:
        """The test windows, to choose one."""
        judged = judged_variant(self.analysis, self.models)
        return Candidates(self.rows, judged, lambda: self.records[judged], wishes=NUMBER_WISHES)


def open_tested_numbers(folder: RunFolder, analysis: RegressionAnalysis) -> TestedNumbers:
    """Return a run of a regression with all that tracing an answer needs.

    Raises
    ------
    InputError
        When files of it are missing or do not fit.
    """
    names = dict.fromkeys(one.variant for one in analysis.variants)
    records = {name: read_regressions(folder.predictions(name, "test"))[0] for name in names}
    place = folder.embedding
    return TestedNumbers(
        folder=folder,
        analysis=analysis,
        features=read_tested_inputs(folder, next(iter(records.values()))),
        models={name: model_of(folder, name) for name in names},
        records=records,
        scale=read_target_scale(folder.base / SCALE_FILE),
        embedding=read_target_embedding(place) if place.is_file() else None,
    )
