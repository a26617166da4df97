"""Whole analyses for tests of findings."""

import numpy as np

from afterfit.analyses import analyze_variant, compare_quantization
from afterfit.records import Predictions
from afterfit.results import Analysis
from tests.statistics.sample_predictions import predictions_of


def analysis_of(*predictions: Predictions) -> Analysis:
    """Return the analysis of these predictions; two variants of one split are compared."""
    reference = predictions[0].variant
    by_split = {one.split: one for one in predictions if one.variant == reference}
    return Analysis(
        class_names=predictions[0].class_names,
        variants=tuple(analyze_variant(one, max_errors_per_class=5) for one in predictions),
        comparisons=tuple(
            compare_quantization(by_split[one.split], one, None, None)
            for one in predictions
            if one.variant != reference
        ),
        findings=(),
    )


def healthy_predictions(
    n_samples: int = 600, *, split: str = "test", variant: str = "float32", seed: int = 3
) -> Predictions:
    """Return a good model of four balanced classes, ten windows a recording, right in 97 %."""
    random = np.random.default_rng(seed)
    n_sources = n_samples // 10
    source = np.arange(n_samples) % n_sources
    y_true = source % 4
    logits = random.normal(0, 1, (n_samples, 4))
    logits[np.arange(n_samples), y_true] += 3.2
    scores = np.exp(3.2 * logits)  # the true odds of two normals 3.2 apart: calibrated
    scores /= scores.sum(axis=1, keepdims=True)
    return predictions_of(y_true.tolist(), scores, source.tolist(), split=split, variant=variant)
