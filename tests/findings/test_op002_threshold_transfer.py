from dataclasses import replace

import pytest

from afterfit.analyses import choose_operating_points
from afterfit.findings.op002_threshold_transfer import RULE
from afterfit.records import Predictions
from afterfit.results import (
    Analysis,
    HighestF1,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_of


def rows(split: str, n_false: int) -> Predictions:
    """Return 100 samples of each class; *n_false* of the first score as the second does."""
    scores = [0.9] * n_false + [0.1] * (100 - n_false) + [0.9] * 100
    return predictions_of([0] * 100 + [1] * 100, [[1 - s, s] for s in scores], split=split)


def analysis(policy: Policy, n_false_on_test: int) -> Analysis:
    test = rows("test", n_false_on_test)
    points = choose_operating_points(rows("validation", 1), test, [policy])
    return replace(analysis_of(test), operating_points=(points,))


@pytest.mark.parametrize(
    ("policy", "n_false", "outcome"),
    [
        (RecallAtFalsePositiveRate(0.01), 1, "clear"),
        (RecallAtFalsePositiveRate(0.01), 2, "clear"),
        (RecallAtFalsePositiveRate(0.01), 20, "raised"),
        (RecallAtFalseAlarms(36, 3600), 20, "raised"),
        (RecallAtPrecision(0.95), 30, "raised"),
        (RecallAtPrecision(0.95), 6, "clear"),
        (HighestF1(), 20, "not_applicable"),
    ],
    ids=["kept", "chance", "rate", "alarms an hour", "precision", "precision by chance", "none"],
)
def test_outcome(policy: Policy, n_false: int, outcome: str) -> None:
    assert RULE(analysis(policy, n_false)).outcome == outcome


def test_claim() -> None:
    claim = RULE(analysis(RecallAtFalsePositiveRate(0.01), 20)).claim

    assert claim.startswith("1 of 2 thresholds breaks on test what validation promised: c1 has a ")
    assert "false-positive rate of 20.0 % (at least 13.3 % by its interval)" in claim
