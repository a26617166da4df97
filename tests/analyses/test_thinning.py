import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.analyses import DEFAULT_POLICIES, analyze_variant, measure_quality, sweep_thresholds
from afterfit.analyses.thinning import WHOLE, needed_places, sweep_thinly, thin_sweeps
from afterfit.analyses.threshold_choice import choose_threshold
from afterfit.analyses.thresholds import sweep_around_hits, sweep_class
from afterfit.records import Predictions
from afterfit.results import Policy, ThresholdSweep
from afterfit.results.policies import (
    LeastCost,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from afterfit.statistics import ScoreLevels, tally_batch
from afterfit.statistics.sorted_scores import SortedScores
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import predictions_of

Floats = NDArray[np.float64]


def many(n: int = 15_000, k: int = 3) -> Predictions:
    rng = np.random.default_rng(0)
    y_true = rng.integers(0, k, n)
    powers = np.exp(1.5 * np.eye(k)[y_true] + rng.normal(0, 1, (n, k)))
    return predictions_of(y_true.tolist(), powers / powers.sum(axis=1, keepdims=True))


ROWS = many()
FULL = sweep_thresholds(ROWS)
THIN = thin_sweeps(FULL, DEFAULT_POLICIES)
PAIRS = list(zip(FULL.classes, THIN.classes, strict=True))


def shares(sweep: ThresholdSweep) -> tuple[Floats, Floats, Floats]:
    """Return recall, false-positive rate and precision at every threshold but the infinite one."""
    tp, fp = sweep.tp[1:], sweep.fp[1:]
    return tp / sweep.n_positives, fp / sweep.n_negatives, tp / (tp + fp)


@pytest.mark.parametrize(("full", "thin"), PAIRS, ids=lambda sweep: sweep.class_name)
def test_what_is_kept_is_true_and_little(full: ThresholdSweep, thin: ThresholdSweep) -> None:
    places = np.searchsorted(-full.thresholds, -thin.thresholds)
    assert (full.thresholds[places] == thin.thresholds).all()
    assert (full.tp[places] == thin.tp).all()
    assert (full.fp[places] == thin.fp).all()
    assert (thin.auc, thin.n_positives, thin.n_negatives) == (
        full.auc, full.n_positives, full.n_negatives)  # fmt: skip
    assert len(thin.thresholds) + thin.n_left_out == len(full.thresholds)
    assert len(thin.thresholds) < len(full.thresholds) / 5


@pytest.mark.parametrize(("full", "thin"), PAIRS, ids=lambda sweep: sweep.class_name)
def test_what_is_left_out_is_near_what_is_kept(full: ThresholdSweep, thin: ThresholdSweep) -> None:
    above = np.searchsorted(-thin.thresholds[1:], -full.thresholds[1:], side="right") - 1
    misses_alone = np.append(np.diff(full.tp)[1:] == 0, False) & (np.diff(full.tp) == 0)
    for whole, kept, most in zip(shares(full), shares(thin), (1 / 500, 1 / 500, 1 / 200),
                                 strict=True):  # fmt: skip
        assert np.abs(whole - kept[above])[~misses_alone].max() <= most


@pytest.mark.parametrize(("full", "thin"), PAIRS, ids=lambda sweep: sweep.class_name)
def test_what_is_chosen_is_the_same(full: ThresholdSweep, thin: ThresholdSweep) -> None:
    for policy in DEFAULT_POLICIES:
        one, other = choose_threshold(full, policy), choose_threshold(thin, policy)
        assert not isinstance(one, str)
        assert not isinstance(other, str)
        assert (one.gap_high, one.tp, one.fp) == (other.gap_high, other.tp, other.fp)


POLICIES: tuple[Policy, ...] = (
    *DEFAULT_POLICIES,
    LeastCost(1.0, 1.0),
    LeastCost(0.0, 1.0),
    LeastCost(5.0, 0.5),
    RecallAtPrecision(0.6),
    RecallAtFalsePositiveRate(0.3),
    RecallAtFalseAlarms(100.0, 1000.0),
)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60))
def test_policies_choose_the_same_around_hits(samples: list[tuple[int, bool]]) -> None:
    score, positive = np.array([one for one, _ in samples]) / 32, np.array([p for _, p in samples])
    scores = SortedScores.of(score, positive)
    full = sweep_class("c", ScoreLevels.exact(scores.counts()))
    around = sweep_around_hits("c", scores)
    for policy in POLICIES:
        assert choose_threshold(around, policy) == choose_threshold(full, policy)
    kept = needed_places(full.tp, full.fp)
    kept_around = needed_places(around.tp, around.fp)
    assert around.thresholds[kept_around].tolist() == full.thresholds[kept].tolist()
    assert (around.n_positives, around.n_negatives) == (full.n_positives, full.n_negatives)
    np.testing.assert_array_equal(
        (around.auc, around.auc_error, around.average_precision_error),
        (full.auc, full.auc_error, full.average_precision_error),
    )


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=300))
def test_the_ends_stay_and_the_order(steps: list[tuple[int, int]]) -> None:
    hits, misses = np.array(steps).cumsum(axis=0).T
    kept = needed_places(hits, misses)
    assert (np.diff(kept) > 0).all()
    assert (kept[0], kept[-1]) == (0, len(steps) - 1)


def test_an_analysis_keeps_its_numbers_and_stores_little() -> None:
    found = analyze_variant(ROWS, None)
    assert found.quality == measure_quality(ROWS)
    stored = sum(len(one.thresholds) for one in found.thresholds.classes)
    assert stored < WHOLE / 2
    assert len(found.uncertainty.confidences) < len(ROWS) / 5
    assert found.uncertainty.n_answered[-1] == len(ROWS)


def test_few_thresholds_stay_whole() -> None:
    few = sweep_thresholds(many(n=500))
    assert thin_sweeps(few, DEFAULT_POLICIES) is few


@pytest.mark.parametrize("rows", [ROWS, many(n=200)], ids=["many", "few"])
def test_one_class_at_a_time_gives_the_same(rows: Predictions) -> None:
    at_once = thin_sweeps(sweep_thresholds(rows), DEFAULT_POLICIES)
    assert_identical(sweep_thinly(tally_batch(rows), DEFAULT_POLICIES), at_once)
