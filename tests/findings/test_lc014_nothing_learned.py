import pytest

from afterfit.findings.lc014_nothing_learned import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    diverged,
    fine_tuned,
    healthy,
    learned_nothing,
    learned_nothing_and_drifts,
    underfit,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (learned_nothing, "raised"),
        (learned_nothing_and_drifts, "raised"),
        (fine_tuned, "clear"),
        (underfit, "clear"),
        (healthy, "clear"),
        (diverged, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
