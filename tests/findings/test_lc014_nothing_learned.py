import pytest

from afterfit.findings.lc014_nothing_learned import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    diverged,
    healthy,
    learned_nothing,
    underfit,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (learned_nothing, "raised"),
        (underfit, "clear"),
        (healthy, "clear"),
        (diverged, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
