import pytest

from afterfit.findings.lc011_loss_and_metric_disagree import RULE
from tests.findings.sample_curves import (
    Cause,
    confident,
    curves_of,
    healthy,
    overfit,
    wide_gap,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (confident, "raised"),
        (overfit, "clear"),
        (healthy, "clear"),
        (wide_gap, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
