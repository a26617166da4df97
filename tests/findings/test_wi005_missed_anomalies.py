from math import nan

import pytest

from afterfit.findings import diagnose_alarms_what_if
from afterfit.results import AlarmsWhatIf, Finding
from tests.findings.sample_alarms import alarms


def finding(found: AlarmsWhatIf, code: str = "WI005") -> Finding:
    return next(one for one in diagnose_alarms_what_if(found) if one.code == code)


@pytest.mark.parametrize(
    ("fewer", "half", "outcome"),
    [
        (0.10, 0.01, "raised"),
        (0.055, 0.01, "clear"),
        (-0.05, 0.01, "clear"),
        (0.10, nan, "not_applicable"),
    ],
    ids=["missed", "not surely", "more are found", "one recording"],
)
def test_an_everyday_change_hides_anomalies(fewer: float, half: float, outcome: str) -> None:
    assert finding(alarms(fewer=fewer, half=half)).outcome == outcome


def test_the_claim_says_from_what_to_what() -> None:
    assert finding(alarms(fewer=0.1)).claim == (
        "Gain of +3 dB lowers the share of anomalies that is found by float32 from 90.0 % to "
        "80.0 % of 60 anomalous windows (−10.0 points, 95 % interval −11.0 points to −9.0 points), "
        "surely more than 5.0 points."
    )


@pytest.mark.parametrize(
    ("extra", "half", "outcome"),
    [(0.1, 0.01, "raised"), (0.015, 0.01, "clear"), (0.1, nan, "not_applicable")],
    ids=["more fragile", "not surely", "one recording"],
)
def test_int8_suffers_more(extra: float, half: float, outcome: str) -> None:
    assert finding(alarms(extra=extra, half=half), "WI003").outcome == outcome
