import pytest

from afterfit.findings.lc009_learning_rate_too_high import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    healthy_cosine,
    healthy_steps,
    rate_too_high,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (rate_too_high, "raised"),
        (healthy_steps, "clear"),
        (healthy_cosine, "not_applicable"),
        (healthy, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
