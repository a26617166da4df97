import pytest

from afterfit.findings.lc002_underfitting import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    learned_nothing,
    overfit,
    underfit,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (underfit, "raised"),
        (healthy, "clear"),
        (overfit, "clear"),
        (learned_nothing, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
