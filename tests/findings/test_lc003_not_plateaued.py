import pytest

from afterfit.findings.lc003_not_plateaued import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    healthy_steps,
    overfit,
    rate_too_low,
    stopped_early,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (stopped_early, "raised"),
        (rate_too_low, "raised"),
        (healthy, "clear"),
        (overfit, "clear"),
        (healthy_steps, "clear"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
