"""The results of predicted numbers, each against a plain rendering or another library."""

import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from afterfit.analyses.regression import (
    analyze_regression_variant,
    compare_regression,
    measure_bands,
)
from afterfit.analyses.regression.ranges import MOST_RANGES
from afterfit.errors import InputError
from tests.statistics.sample_numbers import healthy_numbers, numbers_of

ROWS = healthy_numbers(1)
FOUND = analyze_regression_variant(ROWS)


def test_the_interval_respects_recordings() -> None:
    bias = FOUND.quality.estimate("bias")
    alone = analyze_regression_variant(numbers_of(ROWS.y_true, ROWS.y_pred)).quality
    assert bias.method == "bootstrap, clustered"
    assert alone.estimate("bias").method == "bootstrap"
    wide, narrow = (one.high - one.low for one in (bias, alone.estimate("bias")))
    assert wide > 1.3 * narrow


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    covered = 0
    for seed in range(40):
        bias = analyze_regression_variant(healthy_numbers(seed)).quality.estimate("bias")
        covered += bias.low <= 0 <= bias.high
    assert covered >= 34


def test_several_outputs_are_averaged_where_their_units_agree() -> None:
    random = np.random.default_rng(2)
    y_true = random.normal(0, 1, (60, 2))
    y_pred = y_true + random.normal(0, [0.1, 0.5], (60, 2))
    same = analyze_regression_variant(numbers_of(y_true, y_pred, 6)).quality
    mixed = numbers_of(y_true, y_pred, 6, units=("m", "s"))
    other = analyze_regression_variant(mixed).quality
    each = [one.estimate("rmse").value for one in same.outputs]
    assert same.estimate("rmse").value == pytest.approx(np.mean(each))
    assert math.isnan(other.estimate("rmse").value)
    assert other.estimate("r2").value == same.estimate("r2").value


def test_the_baseline_is_the_mean_of_the_training_targets() -> None:
    train = numbers_of(np.full((5, 1), 3.0), np.full((5, 1), 3.0), split="train")
    rows = numbers_of(np.array([[1.0], [3.0]]), np.array([[2.0], [3.0]]))
    quality = analyze_regression_variant(rows, train).quality
    assert quality.baseline_split == "train"
    assert quality.estimate("skill_mean").value == 0.75


def test_a_range_holds_each_sample_once_and_equal_targets_together() -> None:
    for targets in (ROWS.y_true, np.repeat([[1.0], [2.0], [9.0]], 40, axis=0), np.ones((50, 1))):
        (output,) = analyze_regression_variant(numbers_of(targets, targets + 1)).outputs
        assert sum(row.n_samples for row in output.ranges) == len(targets)
        assert len(output.ranges) <= MOST_RANGES
        assert all(a.high < b.low for a, b in zip(output.ranges, output.ranges[1:], strict=False))
        assert all(row.bias.value == pytest.approx(1) for row in output.ranges)


def test_the_distribution_loses_no_error() -> None:
    (output,) = FOUND.outputs
    found = output.distribution
    assert found.counts.sum() + found.n_below + found.n_above == len(ROWS)
    assert found.std == pytest.approx(ROWS.errors.std(ddof=1))


def test_rank_correlation_equals_scipy() -> None:
    spread = FOUND.outputs[0].spread.correlation
    judged = spearmanr(ROWS.y_pred[:, 0], np.abs(ROWS.errors[:, 0])).statistic
    assert spread.value == pytest.approx(judged, abs=1e-12)


def test_shares_of_files_are_the_whole_and_the_worst_is_first() -> None:
    errors = np.repeat([0.1, 2.0, 0.5], 10)[:, None]
    y_true = np.random.default_rng(3).normal(0, 1, (30, 1))
    files = analyze_regression_variant(numbers_of(y_true, y_true + errors, 3)).files
    assert [row.source for row in files] == ["r1.csv", "r2.csv", "r0.csv"]
    assert sum(row.share for row in files) == pytest.approx(1)
    assert files[0].rmse == pytest.approx((2.0,))


def test_without_recordings_there_are_no_files() -> None:
    assert analyze_regression_variant(numbers_of(ROWS.y_true, ROWS.y_pred)).files == ()


def test_the_worst_samples_are_the_worst() -> None:
    worst = FOUND.worst[0]
    assert worst.index == int(np.abs(ROWS.errors[:, 0]).argmax())


def test_no_sample_and_no_change_are_nan_not_zero() -> None:
    for rows in (
        numbers_of(np.zeros((0, 1)), np.zeros((0, 1))),
        numbers_of(np.ones((9, 1)), np.ones((9, 1))),
    ):
        quality = analyze_regression_variant(rows).quality
        assert math.isnan(quality.estimate("r2").value)


def test_a_paired_change_is_told_where_unpaired_errors_would_hide_it() -> None:
    noise = np.random.default_rng(4).normal(0, 0.05, ROWS.errors.shape)
    worse = numbers_of(ROWS.y_true, ROWS.y_true + 1.1 * ROWS.errors + noise, 24, variant="int8")
    (change,) = compare_regression(ROWS, worse).outputs
    assert change.change.low > 0
    assert change.change.method == "paired bootstrap, clustered"
    assert change.reference_rmse.high > change.candidate_rmse.low


def test_different_targets_cannot_be_compared() -> None:
    moved = numbers_of(ROWS.y_true + 1, ROWS.y_pred, 24, variant="int8")
    with pytest.raises(InputError, match="the target of row 0 is"):
        compare_regression(ROWS, moved)


def test_the_band_covers_what_it_promises() -> None:
    shares = [
        measure_bands([(healthy_numbers(seed, split="validation"), healthy_numbers(seed + 500))])[0]
        for seed in range(10)
    ]
    assert np.mean([one.covered.value for one in shares]) == pytest.approx(0.9, abs=0.02)


def test_too_few_validation_samples_give_no_band() -> None:
    few = numbers_of(ROWS.y_true[:8], ROWS.y_pred[:8], split="validation")
    assert measure_bands([(few, ROWS)]) == ()
