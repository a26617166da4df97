from math import nan

import pytest

from afterfit.findings.wi001_fragile import RULE
from afterfit.results import Estimate, WhatIf
from tests.findings.sample_what_if import change_of, curve, point, what_if_of

SURELY = point(change_of(-0.12))
PERHAPS = point(change_of(-0.06))
SEVERE = point(change_of(-0.4), "−6 dB", 6, everyday=False)
UNKNOWN = point(Estimate("accuracy_change", -0.2, nan, nan, 300, "none"))


@pytest.mark.parametrize(
    ("found", "outcome", "words"),
    [
        (what_if_of(curve(SURELY)), "raised",
         "Gain of −1 dB costs float32 on 300 windows 12.0 points of 90.0 % accuracy (95 % interval "
         "−15.0 points to −9.0 points), surely more than 5.0 points; idle suffers most."),
        (what_if_of(curve(SURELY), curve(point(change_of(-0.2)), key="drift", title="Drift")),
         "raised", "Drift of −1 dB costs float32 on 300 windows 20.0 points"),
        (what_if_of(curve(SURELY), curve(point(change_of(-0.2)), key="drift", title="Drift")),
         "raised", "The same goes for gain."),
        (what_if_of(curve(PERHAPS)), "clear",
         "No everyday change surely costs float32 more than 5.0 points; the dearest is gain, "
         "−1 dB, −6.0 points."),
        (what_if_of(curve(PERHAPS), loss=0.02), "raised", "surely more than 2.0 points"),
        (what_if_of(curve(SEVERE)), "not_applicable", "No change with everyday strengths"),
        (what_if_of(), "not_applicable", "No change with everyday strengths"),
        (what_if_of(curve(UNKNOWN)), "not_applicable", "A single recording cannot tell"),
    ],
    ids=["surely", "the dearest of two", "and the other", "perhaps", "a smaller loss matters",
         "severe alone", "nothing tried", "one recording"],
)  # fmt: skip
def test_fragile(found: WhatIf, outcome: str, words: str) -> None:
    finding = RULE(found)
    assert finding.outcome == outcome
    assert words in finding.claim
    assert "nan" not in f"{finding.claim} {finding.evidence}"


def test_the_evidence_is_that_of_the_claim() -> None:
    evidence = RULE(what_if_of(curve(SURELY, SEVERE))).evidence
    assert (evidence["change"], evidence["strength"], evidence["unit"]) == ("gain", -1, "dB")
    assert evidence["accuracy_change"] == -0.12
    assert evidence["n_fragile"] == 1
