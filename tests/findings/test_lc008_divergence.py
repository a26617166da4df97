import pytest

from afterfit.findings.lc008_divergence import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    diverged,
    exploded,
    healthy,
    healthy_inf,
    healthy_steps,
    overfit,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (exploded, "raised"),
        (diverged, "raised"),
        (healthy, "clear"),
        (healthy_inf, "clear"),
        (overfit, "clear"),
        (healthy_steps, "clear"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
