import pytest

from afterfit.results import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from afterfit.wording import describe_policy, policy_text


@pytest.mark.parametrize(
    ("policy", "short", "full"),
    [
        (HighestF1(), "highest F1", "highest F1"),
        (
            LeastCost(1, 5),
            "least cost (false alarm 1, miss 5)",
            "least cost, a false alarm at 1 and a miss at 5",
        ),
        (
            RecallAtFalsePositiveRate(0.0005),
            "false-positive rate ≤ 0.05 %",
            "highest recall at a false-positive rate of at most 0.0005",
        ),
        (
            RecallAtPrecision(0.07),
            "precision ≥ 7.0 %",
            "highest recall at a precision of at least 0.07",
        ),
        (
            RecallAtFalseAlarms(2, 3600),
            "false alarms an hour ≤ 2",
            "highest recall with at most 2 false alarms an hour at 3600 windows an hour",
        ),
    ],
)
def test_a_limit_reads_as_it_was_given(policy: Policy, short: str, full: str) -> None:
    assert policy_text(policy) == short
    assert describe_policy(policy) == full
