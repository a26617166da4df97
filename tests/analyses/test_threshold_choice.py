import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses import sweep_thresholds
from afterfit.analyses.threshold_choice import Choice, choose_threshold
from afterfit.records import Predictions
from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from tests.statistics.sample_predictions import predictions_of, some_predictions

# Scores of the second class, falling: hit, hit, false, hit, false, false.
SCORES = [0.9, 0.8, 0.6, 0.5, 0.25, 0.0]
LABELS = [1, 1, 0, 1, 0, 0]
SMALL = predictions_of(LABELS, [[1 - score, score] for score in SCORES])


@pytest.mark.parametrize(
    ("policy", "threshold", "tp", "fp"),
    [
        (HighestF1(), 0.375, 3, 1),
        (LeastCost(cost_fp=1, cost_fn=1), 0.7, 2, 0),
        (LeastCost(cost_fp=1, cost_fn=9), 0.375, 3, 1),
        (LeastCost(cost_fp=0, cost_fn=1), 0.375, 3, 1),
        (RecallAtFalsePositiveRate(0.0), 0.7, 2, 0),
        (RecallAtFalsePositiveRate(1 / 3), 0.375, 3, 1),
        (RecallAtFalsePositiveRate(1.0), 0.375, 3, 1),
        (RecallAtPrecision(1.0), 0.7, 2, 0),
        (RecallAtPrecision(0.75), 0.375, 3, 1),
        (RecallAtFalseAlarms(100, windows_per_hour=300), 0.375, 3, 1),
        (RecallAtFalseAlarms(99, windows_per_hour=300), 0.7, 2, 0),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else None,
)
def test_small_case(policy: Policy, threshold: float, tp: int, fp: int) -> None:
    choice = choose_threshold(sweep_thresholds(SMALL).classes[1], policy)

    assert isinstance(choice, Choice)
    assert (choice.tp, choice.fp) == (tp, fp)
    assert choice.threshold == pytest.approx(threshold)
    assert choice.gap_low < choice.threshold <= choice.gap_high


REVERSED = predictions_of([1, 0], [[0.8, 0.2], [0.1, 0.9]])


@pytest.mark.parametrize(
    ("predictions", "policy", "part"),
    [
        (REVERSED, RecallAtPrecision(0.9), "the highest is 0.5"),
        (REVERSED, RecallAtFalsePositiveRate(0.5), "the lowest is 1"),
        (REVERSED, LeastCost(5, 1), "Never reporting c1 costs least, 1"),
        (predictions_of([0], [[0.5, 0.5]]), HighestF1(), "No sample of c1"),
        (predictions_of([1], [[0.5, 0.5]]), HighestF1(), "All samples are c1"),
    ],
    ids=["precision", "false alarms", "too dear", "no positives", "no negatives"],
)
def test_unreachable(predictions: Predictions, policy: Policy, part: str) -> None:
    reason = choose_threshold(sweep_thresholds(predictions).classes[1], policy)

    assert isinstance(reason, str)
    assert part in reason


@pytest.mark.parametrize(("high", "low"), [(0.5, math.nextafter(0.5, 0)), (1.0, 0.0), (5e-324, 0)])
def test_between_neighbouring_floats(high: float, low: float) -> None:
    rows = predictions_of([1, 0], [[1 - high, high], [1 - low, low]])
    choice = choose_threshold(sweep_thresholds(rows).classes[1], HighestF1())

    assert isinstance(choice, Choice)
    assert low < choice.threshold <= high


POLICIES = st.one_of(
    st.just(HighestF1()),
    st.builds(LeastCost, st.integers(0, 5), st.integers(1, 5)),
    st.builds(RecallAtFalsePositiveRate, st.integers(0, 4).map(lambda q: q / 4)),
    st.builds(RecallAtPrecision, st.integers(0, 4).map(lambda q: q / 4)),
)


def value(policy: Policy, tp: int, fp: int, n_positives: int, n_negatives: int) -> float:
    """Return what a policy maximises; -inf where it forbids the point."""
    match policy:
        case HighestF1():
            return 2 * tp / (tp + fp + n_positives)
        case LeastCost(cost_fp, cost_fn):
            return -(cost_fp * fp + cost_fn * (n_positives - tp))
        case RecallAtFalsePositiveRate(rate):
            return tp if fp <= rate * n_negatives and tp else -math.inf
        case RecallAtPrecision(precision):
            return tp if tp and tp / (tp + fp) >= precision else -math.inf
    raise AssertionError(policy)


@given(some_predictions(min_size=2), POLICIES)
def test_no_other_threshold_is_better(predictions: Predictions, policy: Policy) -> None:
    positive, score = predictions.y_true == 0, predictions.scores[:, 0]
    answer = choose_threshold(sweep_thresholds(predictions).classes[0], policy)
    if not positive.any() or positive.all():
        assert isinstance(answer, str)
        return

    def worth(threshold: float) -> float:
        raised = score >= threshold
        tp, fp = int((raised & positive).sum()), int((raised & ~positive).sum())
        return value(policy, tp, fp, int(positive.sum()), int((~positive).sum()))

    best = max(worth(threshold) for threshold in np.unique(score))
    if isinstance(answer, str):
        assert best == -math.inf or best <= worth(2.0)
    else:
        assert worth(answer.threshold) == best
        raised = score >= answer.threshold
        assert (answer.tp, answer.fp) == ((raised & positive).sum(), (raised & ~positive).sum())
