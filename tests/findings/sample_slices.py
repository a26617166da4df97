"""Analyses with slices for tests of findings."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import measure_slices
from afterfit.pipeline.slicing import changes_by_slice
from afterfit.records import SlicedPredictions
from afterfit.results import Analysis
from afterfit.statistics import tally_slices
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_slices import recordings

SITES = np.repeat(np.arange(60)[:, None] % 3, 20, axis=1)
"""Site of each window of 60 recordings: hall, roof, yard in turn."""
CLASSES = np.repeat((np.arange(60)[:, None] // 3) % 2, 20, axis=1)


def sliced_analysis(batches: Sequence[SlicedPredictions]) -> Analysis:
    """Return an analysis of these predictions with their slices."""
    tallies = [tally_slices(batch) for batch in batches]
    return replace(
        analysis_of(*(batch.predictions for batch in batches)),
        slices=tuple(measure_slices(tally) for tally in tallies),
        slice_changes=changes_by_slice(tallies),
    )


def sliced_models() -> Analysis:
    """Return a model that fails in the yard, and its int8 form, which loses most on the roof."""
    random = np.random.default_rng(3)
    right = random.random((60, 20)) > np.where((SITES == 2) & (CLASSES == 0), 0.4, 0.05)
    kept = right & (random.random((60, 20)) > np.where(SITES == 1, 0.15, 0))
    return sliced_analysis(
        [
            recordings(right, SITES, y_true=CLASSES),
            recordings(kept, SITES, y_true=CLASSES, variant="int8"),
        ]
    )


def windows(rate: NDArray[np.float64] | float, seed: int = 1) -> SlicedPredictions:
    """Return windows of those recordings, each wrong at its *rate*."""
    random = np.random.default_rng(seed)
    return recordings(random.random((60, 20)) > rate, SITES, y_true=CLASSES)
