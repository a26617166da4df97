import pytest

from afterfit.findings.lc004_large_gap import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    healthy_steps_many,
    overfit,
    underfit,
    wide_gap,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (wide_gap, "raised"),
        (healthy, "clear"),
        (underfit, "clear"),
        (overfit, "clear"),
        (healthy_steps_many, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
