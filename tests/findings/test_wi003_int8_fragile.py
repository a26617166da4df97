from dataclasses import replace
from math import nan

import pytest

from afterfit.findings.wi003_int8_fragile import RULE
from afterfit.results.what_if import ExtraLoss
from tests.findings.sample_what_if import change_of, extra, what_if_of

UNKNOWN = replace(extra(-0.1), extra=replace(change_of(-0.1), low=nan, high=nan))


@pytest.mark.parametrize(
    ("extras", "outcome", "words"),
    [
        ((extra(-0.08), extra(0.01)), "raised",
         "Gain of +3 dB costs int8 8.0 points more than float32 on the same 300 windows (95 % "
         "interval of the difference −10.0 points to −6.0 points); 1 of 2 strengths does so "
         "surely."),
        ((extra(-0.03, 0.025),), "clear", "Of 1 strength, none costs a quantised variant surely"),
        ((extra(0.05),), "clear", "none costs a quantised variant surely more than 1.0 point"),
        ((UNKNOWN,), "not_applicable", "A single recording"),
        ((), "not_applicable", "no second variant"),
    ],
    ids=["surely", "within a point", "less fragile", "one recording", "one variant"],
)  # fmt: skip
def test_more_fragile(extras: tuple[ExtraLoss, ...], outcome: str, words: str) -> None:
    finding = RULE(what_if_of(extras=extras))
    assert finding.outcome == outcome
    assert words in finding.claim
    assert "nan" not in f"{finding.claim} {finding.evidence}"
