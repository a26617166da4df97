from dataclasses import replace
from math import nan

import pytest

from afterfit.findings import diagnose_alarms_what_if
from afterfit.results import AlarmsWhatIf, Finding
from tests.findings.sample_alarms import alarms


def finding(found: AlarmsWhatIf) -> Finding:
    return next(one for one in diagnose_alarms_what_if(found) if one.code == "WI004")


@pytest.mark.parametrize(
    ("more", "half", "outcome"),
    [
        (0.10, 0.01, "raised"),
        (0.055, 0.01, "clear"),
        (-0.10, 0.01, "clear"),
        (0.10, nan, "not_applicable"),
    ],
    ids=["false alarms", "not surely", "fewer of them", "one recording"],
)
def test_an_everyday_change_sets_off_false_alarms(more: float, half: float, outcome: str) -> None:
    assert finding(alarms(more, half=half)).outcome == outcome


def test_the_claim_says_from_what_to_what_and_on_how_many_windows() -> None:
    assert finding(alarms(0.1)).claim == (
        "Gain of +3 dB raises the false alarms of float32 from 3.0 % to 13.0 % of 120 normal "
        "windows (+10.0 points, 95 % interval +9.0 points to +11.0 points), surely more than 5.0 "
        "points."
    )


def test_a_clear_claim_says_from_where_on_it_would_be_raised() -> None:
    assert finding(alarms(0.01)).claim == (
        "No everyday change surely raises the false alarms of float32 by more than 5.0 points; the "
        "worst is gain, +3 dB, +1.0 points. Stronger ones do, from gain +12 dB on."
    )


def test_without_a_threshold_nothing_is_an_alarm() -> None:
    found = finding(alarms(0.1, threshold=nan))
    assert found.outcome == "not_applicable"
    assert found.claim.startswith("The run chose no threshold for float32")


def test_without_everyday_strengths_nothing_is_judged() -> None:
    tried = alarms(0.1)
    bare = replace(tried, variants=tuple(replace(one, curves=()) for one in tried.variants))
    assert finding(bare).outcome == "not_applicable"
