"""What a threshold is wanted for, in few words and in full."""

from typing import assert_never

from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtImageAlarms,
    RecallAtPrecision,
)


def policy_text(policy: Policy | RecallAtImageAlarms) -> str:
    """Return a policy in few words, as tables and charts have room for.

    Examples
    --------
    >>> policy_text(RecallAtFalsePositiveRate(0.01)), policy_text(RecallAtPrecision(0.9995))
    ('false-positive rate ≤ 1.0 %', 'precision ≥ 99.95 %')
    """
    match policy:
        case HighestF1():
            return "highest F1"
        case LeastCost(cost_fp, cost_fn):
            return f"least cost (false alarm {cost_fp:g}, miss {cost_fn:g})"
        case RecallAtFalsePositiveRate(rate):
            return f"false-positive rate ≤ {_limit(rate)}"
        case RecallAtPrecision(precision):
            return f"precision ≥ {_limit(precision)}"
        case RecallAtFalseAlarms(per_hour, _):
            return f"false alarms an hour ≤ {per_hour:g}"
        case RecallAtImageAlarms(per_image):
            return f"false alarms an image ≤ {per_image:g}"
        case _:
            assert_never(policy)


def _limit(share: float) -> str:
    """Return a limit as it was given, which is no measurement to be rounded."""
    text = f"{100 * share:.10g}"
    return f"{text if '.' in text else f'{text}.0'} %"


def describe_policy(policy: Policy | RecallAtImageAlarms) -> str:
    """Return a policy in full.

    Examples
    --------
    >>> describe_policy(RecallAtFalsePositiveRate(0.01))
    'highest recall at a false-positive rate of at most 0.01'
    """
    match policy:
        case HighestF1():
            return "highest F1"
        case LeastCost(cost_fp, cost_fn):
            return f"least cost, a false alarm at {cost_fp:g} and a miss at {cost_fn:g}"
        case RecallAtFalsePositiveRate(rate):
            return f"highest recall at a false-positive rate of at most {rate:g}"
        case RecallAtPrecision(precision):
            return f"highest recall at a precision of at least {precision:g}"
        case RecallAtFalseAlarms(alarms, windows):
            return (
                f"highest recall with at most {alarms:g} false alarms an hour "
                f"at {windows:g} windows an hour"
            )
        case RecallAtImageAlarms(per_image):
            return f"highest recall with at most {per_image:g} false alarms an image"
        case _:
            assert_never(policy)
