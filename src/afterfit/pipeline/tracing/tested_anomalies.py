"""A tested run of anomaly detection, as far as one of its scores can be traced."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.pipeline.choose_window import Candidates, judged_variant
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.tested_inputs import read_tested_inputs
from afterfit.pipeline.tracing.tested import model_of
from afterfit.pipeline.tracing.wishes import ANOMALY_WISHES
from afterfit.readers import read_anomaly_scores_parquet
from afterfit.records import AnomalyScores
from afterfit.results import AnomalyAnalysis, ChosenK


@dataclass(frozen=True, slots=True, eq=False)
class TestedAnomalies:
    """What the run folder of an anomaly detector holds of its test split."""

    __test__ = False  # not a test of pytest

    folder: RunFolder
    analysis: AnomalyAnalysis
    features: NDArray[np.float32]
    """Test windows as the models take them."""
    models: Mapping[str, Path]
    """File of each tested variant, the reference first."""
    records: Mapping[str, AnomalyScores]
    """What the test wrote down, by variant."""

    @property
    def rows(self) -> AnomalyScores:
        """The test windows, and how unusual the reference found them."""
        return next(iter(self.records.values()))

    @property
    def candidates(self) -> Candidates[AnomalyScores]:
        """The test windows, to choose one."""
        judged = judged_variant(self.analysis, self.models)
        return Candidates(self.rows, judged, lambda: self.records[judged], wishes=ANOMALY_WISHES)

    def chosen(self, variant: str) -> ChosenK | None:
        """Return the threshold of a variant; None where none could be chosen."""
        found = (one for one in self.analysis.chosen if one.variant == variant)
        return next((one for one in found if isinstance(one, ChosenK)), None)


def open_tested_anomalies(folder: RunFolder, analysis: AnomalyAnalysis) -> TestedAnomalies:
    """Return a run of anomaly detection with all that tracing a score needs.

    Raises
    ------
    InputError
        When files of it are missing or do not fit.
    """
    names = dict.fromkeys(one.variant for one in analysis.variants)
    records = {
        name: read_anomaly_scores_parquet(folder.predictions(name, "test")) for name in names
    }
    return TestedAnomalies(
        folder=folder,
        analysis=analysis,
        features=read_tested_inputs(folder, next(iter(records.values()))),
        models={name: model_of(folder, name) for name in names},
        records=records,
    )
