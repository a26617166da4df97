import pytest

from afterfit.findings.lc001_overfitting import RULE
from tests.findings.sample_curves import (
    Cause,
    confident,
    curves_of,
    exploded,
    healthy,
    healthy_steps_many,
    overfit,
    wide_gap,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (overfit, "raised"),
        (confident, "clear"),
        (healthy, "clear"),
        (wide_gap, "clear"),
        (exploded, "not_applicable"),
        (healthy_steps_many, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
