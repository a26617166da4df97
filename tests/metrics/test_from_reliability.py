import math

import numpy as np
import pytest
from hypothesis import given

from afterfit.metrics.from_reliability import (
    calibration_error,
    classwise_calibration_error,
    maximum_calibration_error,
)
from afterfit.records import Predictions
from afterfit.statistics import CalibrationCounts, ReliabilityBins
from tests.statistics.sample_predictions import predictions_of, some_predictions


def bins(n: list[int], hits: list[int], probability: list[float]) -> ReliabilityBins:
    edges = np.linspace(0, 1, len(n) + 1)
    return ReliabilityBins(edges, np.array(n), np.array(hits), np.array(probability))


@pytest.mark.parametrize(
    ("counted", "ece", "mce"),
    [
        (bins([4, 4], [1, 3], [1.0, 3.0]), 0.0, 0.0),
        (bins([0, 4], [0, 4], [0.0, 3.0]), 0.25, 0.25),
        (bins([1, 3], [1, 3], [0.25, 3.0]), 0.1875, 0.75),
        (bins([0, 0], [0, 0], [0.0, 0.0]), math.nan, math.nan),
    ],
    ids=["calibrated", "modest", "one bin off", "no samples"],
)
def test_known(counted: ReliabilityBins, ece: float, mce: float) -> None:
    assert calibration_error(counted) == pytest.approx(ece, nan_ok=True)
    assert maximum_calibration_error(counted) == pytest.approx(mce, nan_ok=True)


def netcal_ece(confidence: object, right: object, n_bins: int = 10) -> tuple[float, float]:
    """Return ECE and MCE as netcal defines them, in a plain loop."""
    confidences, rights = np.asarray(confidence, float), np.asarray(right, float)
    ece, mce = 0.0, 0.0
    place = np.minimum(np.searchsorted(np.arange(n_bins + 1) / n_bins, confidences, "right") - 1,
                       n_bins - 1)  # fmt: skip
    for index in set(place.tolist()):
        inside = place == index
        gap = abs(rights[inside].mean() - confidences[inside].mean())
        ece += inside.mean() * gap
        mce = max(mce, gap)
    return ece, mce


@given(some_predictions())
def test_equals_netcals_definition(predictions: Predictions) -> None:
    counts = CalibrationCounts.from_predictions(predictions)
    confidence = predictions.scores.max(axis=1)
    ece, mce = netcal_ece(confidence, predictions.y_pred == predictions.y_true)

    top = counts.top_label.equal_width(0, 10)
    assert calibration_error(top) == pytest.approx(ece, rel=0, abs=1e-12)
    assert maximum_calibration_error(top) == pytest.approx(mce, rel=0, abs=1e-12)

    k = len(predictions.class_names)
    classes = [netcal_ece(predictions.scores[:, c], predictions.y_true == c)[0] for c in range(k)]
    ours = classwise_calibration_error([counts.classes.equal_width(c, 10) for c in range(k)])
    assert ours == pytest.approx(np.mean(classes), rel=0, abs=1e-12)


def test_fifteen_bins_too() -> None:
    scores = np.random.default_rng(1).dirichlet([0.5] * 3, 500)
    counts = CalibrationCounts.from_predictions(predictions_of([0, 1, 2, 2, 1] * 100, scores))
    right = scores.argmax(axis=1) == np.array([0, 1, 2, 2, 1] * 100)

    ece = calibration_error(counts.top_label.equal_width(0, 15))

    assert ece == pytest.approx(netcal_ece(scores.max(axis=1), right, 15)[0], rel=0, abs=1e-12)
