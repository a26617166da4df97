import pytest

from afterfit.findings.lc015_too_short import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy_short,
    healthy_steps_many,
    three_epochs,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (three_epochs, "raised"),
        (healthy_short, "clear"),
        (healthy_steps_many, "clear"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
