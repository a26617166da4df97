"""What the rules for multi-label models say of predictions."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.pipeline.multilabel import analyze_multilabel
from afterfit.records import MultilabelPredictions
from afterfit.results import Finding


def found(*predictions: MultilabelPredictions) -> dict[str, Finding]:
    return {one.code: one for one in analyze_multilabel(predictions).findings}


def outcomes(*predictions: MultilabelPredictions) -> dict[str, str]:
    return {code: one.outcome for code, one in found(*predictions).items()}


def with_scores(
    predictions: MultilabelPredictions, place: int, scores: NDArray[np.float64]
) -> MultilabelPredictions:
    changed = predictions.scores.copy()
    changed[:, place] = scores
    return replace(predictions, scores=changed)
