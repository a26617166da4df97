import math

import numpy as np
import pytest

from afterfit.analyses.calibration import measure_calibration
from afterfit.records import Predictions
from tests.statistics.sample_predictions import predictions_of


def sampled(n: int, truth: float = 1.0, seed: int = 0, n_sources: int | None = None) -> Predictions:
    """Draw labels from scores raised to *truth*: 1 is calibrated, below 1 over-confident."""
    random = np.random.default_rng(seed)
    scores = random.dirichlet([0.6] * 3, n)
    actual = scores**truth
    actual /= actual.sum(axis=1, keepdims=True)
    labels = (random.random((n, 1)) > actual.cumsum(axis=1)).sum(axis=1).clip(max=2)
    source = None if n_sources is None else (np.arange(n) % n_sources).tolist()
    return predictions_of(labels.tolist(), scores, source)


def test_calibrated_scores_are_within_the_band_nine_times_in_ten() -> None:
    results = [measure_calibration(sampled(400, seed=seed)) for seed in range(60)]
    inside = [one.ece_band.low <= one.ece <= one.ece_band.high for one in results]
    inside_classes = [
        one.classwise_band.low <= one.classwise_ece <= one.classwise_band.high for one in results
    ]

    assert 0.8 <= np.mean(inside) <= 1.0
    assert 0.8 <= np.mean(inside_classes) <= 1.0


def test_overconfident_scores_are_beyond_the_band() -> None:
    calibration = measure_calibration(sampled(2000, truth=0.4))

    assert calibration.mean_confidence > calibration.accuracy
    assert calibration.ece > calibration.ece_band.high
    assert calibration.ece <= calibration.mce
    assert all(row.ece > row.band.high for row in calibration.classes)


def test_table_holds_every_sample_and_its_interval() -> None:
    calibration = measure_calibration(sampled(500))

    for table in (calibration.equal_width, calibration.equal_mass):
        seen = table.n > 0
        assert table.n.sum() == 500
        assert (table.low[seen] <= table.accuracy[seen]).all()
        assert (table.accuracy[seen] <= table.high[seen]).all()
        assert np.isnan(table.accuracy[~seen]).all()
        weighted = (table.n * np.nan_to_num(table.accuracy)).sum() / 500
        assert weighted == pytest.approx(calibration.accuracy)


def test_bands_widen_with_the_root_of_the_design_effect() -> None:
    whole = sampled(600, truth=0.5)
    wrong = whole.y_pred != whole.y_true
    order = np.argsort(wrong, kind="stable")
    # Errors gathered in few recordings: fifteen of forty windows each.
    clustered = predictions_of(
        whole.y_true[order].tolist(), whole.scores[order], np.repeat(range(15), 40).tolist()
    )

    independent, shared = measure_calibration(whole), measure_calibration(clustered)

    assert independent.design_effect == 1
    assert shared.design_effect > 10
    ratio = shared.ece_band.high / independent.ece_band.high
    assert ratio == pytest.approx(math.sqrt(shared.design_effect))
    assert shared.ece == pytest.approx(independent.ece)


def test_one_recording_has_no_band() -> None:
    calibration = measure_calibration(sampled(50, n_sources=1))

    assert not math.isnan(calibration.ece)
    assert math.isnan(calibration.ece_band.high)


def test_no_samples() -> None:
    calibration = measure_calibration(predictions_of([], np.zeros((0, 3))))

    assert math.isnan(calibration.ece)
    assert math.isnan(calibration.accuracy)
    assert calibration.equal_width.n.tolist() == [0] * 10


def test_bins_of_a_calibrated_model_are_within_their_reference() -> None:
    inside = []
    for seed in range(30):
        calibration = measure_calibration(sampled(400, seed=seed))
        table = calibration.equal_width
        seen = table.n > 0
        low, high = calibration.reference_low[seen], calibration.reference_high[seen]
        inside += ((low <= table.accuracy[seen]) & (table.accuracy[seen] <= high)).tolist()
        assert np.isnan(calibration.reference_low[~seen]).all()

    assert 0.85 <= np.mean(inside) <= 1.0
