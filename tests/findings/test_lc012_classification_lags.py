import pytest

from afterfit.findings.lc012_classification_lags import RULE
from tests.findings.sample_curves import (
    Cause,
    boxes_lag,
    classes_lag,
    curves_of,
    healthy,
    healthy_detector,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (classes_lag, "raised"),
        (boxes_lag, "clear"),
        (healthy_detector, "clear"),
        (healthy, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome
