import pytest

from afterfit.findings.lc007_loss_spike import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    diverged,
    healthy_noisy,
    healthy_steps,
    healthy_steps_many,
    spiked,
    stopped_early,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (spiked, "raised"),
        (healthy_noisy, "clear"),
        (healthy_steps, "clear"),
        (healthy_steps_many, "clear"),
        (stopped_early, "not_applicable"),
        (diverged, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
