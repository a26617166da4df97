import pytest

from afterfit.findings.lc006_evaluation_below_training import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    healthy_steps_many,
    leaked,
    wide_gap,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (leaked, "raised"),
        (healthy, "clear"),
        (wide_gap, "clear"),
        (healthy_steps_many, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
