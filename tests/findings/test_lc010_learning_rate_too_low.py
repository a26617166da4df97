import pytest

from afterfit.findings.lc010_learning_rate_too_low import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    learned_nothing,
    rate_too_low,
    underfit,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (rate_too_low, "raised"),
        (healthy, "clear"),
        (underfit, "clear"),
        (learned_nothing, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
