import pytest

from afterfit.findings.lc005_noisy_evaluation import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    exploded,
    healthy,
    healthy_noisy,
    noisy_evaluation,
    stopped_early,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (noisy_evaluation, "raised"),
        (healthy_noisy, "clear"),
        (healthy, "clear"),
        (stopped_early, "clear"),
        (exploded, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
