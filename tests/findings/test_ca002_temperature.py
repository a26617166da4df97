from dataclasses import replace

import pytest

from afterfit.findings.ca002_temperature import RULE
from afterfit.results import (
    Analysis,
    NoTemperatureOffer,
    Scope,
    ScoreQuality,
    TemperatureOffer,
)
from tests.findings.sample_analysis import analysis_of, healthy_predictions

BASE = analysis_of(healthy_predictions(40))
OFFER = TemperatureOffer(
    Scope("float32", "validation", 40, 4),
    Scope("float32", "test", 40, 4),
    2.5,
    ScoreQuality(0.8, 0.2, 0.3),
    ScoreQuality(0.5, 0.05, 0.2),
    -0.3,
    -0.4,
    -0.2,
)
NONE = NoTemperatureOffer("float32", "No gain beyond noise.")


@pytest.mark.parametrize(
    ("analysis", "outcome"),
    [
        (replace(BASE, temperatures=(OFFER,)), "raised"),
        (replace(BASE, temperatures=(NONE,)), "clear"),
        (replace(BASE, temperatures=(replace(NONE, variant="int8"), OFFER)), "raised"),
        (replace(BASE, temperatures=(replace(NONE, variant="int8"),)), "not_applicable"),
        (BASE, "not_applicable"),
    ],
    ids=["offer", "none", "of the reference", "of another", "no validation"],
)
def test_outcome(analysis: Analysis, outcome: str) -> None:
    assert RULE(analysis).outcome == outcome


def test_claim() -> None:
    assert RULE(replace(BASE, temperatures=(OFFER,))).claim == (
        "Dividing the logits by 2.50, found on validation, changes log loss on test from 0.800 to "
        "0.500 and the expected calibration error from 0.200 to 0.050; no prediction changes."
    )
