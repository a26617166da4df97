import math

import numpy as np
import pytest

from afterfit.analyses import measure_quality
from afterfit.analyses.areas import NOT_BY_RECORDING, NOT_BY_SAMPLE, measure_areas
from afterfit.records import Predictions
from afterfit.statistics import TallySettings, tally_batch
from tests.kernels.needs_compiled import needs_compiled
from tests.records.test_prediction_columns import columns_of
from tests.statistics.sample_predictions import predictions_of
from tests.statistics.test_columns_counter import by_numpy


def drawn(n: int = 200, windows: int = 1, seed: int = 0) -> Predictions:
    rng = np.random.default_rng(seed)
    source = np.arange(n) // windows
    y_true = rng.integers(0, 3, n // windows)[source]
    shared = rng.normal(0, 1, (n // windows, 3))[source]
    powers = np.exp(1.5 * np.eye(3)[y_true] + 0.8 * shared + 0.6 * rng.normal(0, 1, (n, 3)))
    scores = powers / powers.sum(axis=1, keepdims=True)
    return predictions_of(y_true.tolist(), scores, source.tolist())


def test_independent_samples_need_no_rows() -> None:
    rows = drawn()
    for with_rows, alone in zip(
        measure_areas(tally_batch(rows), rows), measure_areas(tally_batch(rows)), strict=True
    ):
        for one, other in zip(with_rows.classes, alone.classes, strict=True):
            assert one.method == other.method
            assert (one.value, one.low, one.high) == pytest.approx(
                (other.value, other.low, other.high), abs=1e-12
            )
        assert alone.macro.method == NOT_BY_SAMPLE
        assert with_rows.macro.low < with_rows.macro.value < with_rows.macro.high


def test_recordings_widen_the_interval_and_need_rows() -> None:
    rows = drawn(windows=10)
    auc, precision = measure_areas(tally_batch(rows), rows)
    assert {one.method for one in (*auc.classes, auc.macro)} == {"delong, clustered"}
    assert {one.method for one in precision.classes} == {"linearised, clustered"}
    naive, _ = measure_areas(tally_batch(drawn(windows=10, seed=0)), _apart(rows))
    for one, other in zip(auc.classes, naive.classes, strict=True):
        assert one.high - one.low > 1.5 * (other.high - other.low)
    counted, _ = measure_areas(tally_batch(rows))
    assert {one.method for one in counted.classes} == {NOT_BY_RECORDING}
    assert all(math.isnan(one.low) for one in counted.classes)


def _apart(rows: Predictions) -> Predictions:
    return predictions_of(rows.y_true.tolist(), rows.scores)


@pytest.mark.parametrize("windows", [1, 10])
def test_columns_of_a_file_say_the_same(windows: int) -> None:
    rows = drawn(windows=windows)
    tally = tally_batch(rows)
    assert measure_areas(tally, columns_of(rows)) == measure_areas(tally, rows)


@needs_compiled
@pytest.mark.parametrize("windows", [1, 10])
def test_numpy_measures_the_same(windows: int) -> None:
    rows = drawn(windows=windows)
    by_loops = measure_areas(tally_batch(rows), rows)
    with by_numpy():
        assert measure_areas(tally_batch(rows), rows) == by_loops


def test_the_mean_of_classes_knows_that_they_share_samples() -> None:
    """Two classes have one curve in two mirrors: their mean is as sure as each of them."""
    rng = np.random.default_rng(3)
    y_true = rng.integers(0, 2, 120)
    first = np.clip(0.5 - 0.2 * (y_true - 0.5) + rng.normal(0, 0.15, 120), 0, 1)
    rows = predictions_of(y_true.tolist(), np.column_stack([first, 1 - first]))
    auc, _ = measure_areas(tally_batch(rows), rows)
    width = auc.classes[0].high - auc.classes[0].low
    assert auc.macro.high - auc.macro.low == pytest.approx(width, rel=0.05)


def test_macro_intervals_hold_the_truth_as_often_as_they_say() -> None:
    truth = measure_quality(drawn(40_000, windows=4, seed=99)).estimate("macro_roc_auc").value
    found = [
        measure_areas(tally_batch(rows), rows)[0].macro
        for rows in (drawn(240, windows=4, seed=seed) for seed in range(120))
    ]
    assert 0.88 <= np.mean([one.low <= truth <= one.high for one in found]) <= 0.99


def test_what_is_not_defined_has_no_interval() -> None:
    quality = measure_quality(predictions_of([0, 0, 1], [[0.9, 0.1, 0], [0.8, 0.2, 0], [0, 1, 0]]))
    absent = quality.classes[2]
    assert math.isnan(absent.roc_auc.value)
    assert (absent.roc_auc.method, absent.average_precision.method) == ("none", "none")
    alone = tally_batch(predictions_of([0], [[1.0]]), TallySettings(exact=False))
    assert [one.macro.method for one in measure_areas(alone)] == ["none", NOT_BY_SAMPLE]
