import pytest

from afterfit.findings.wi002_channels import RULE
from afterfit.results.what_if import PartImportance
from tests.findings.sample_what_if import channel, what_if_of

MANY = tuple(channel(name, 0.2) for name in "xyz")


@pytest.mark.parametrize(
    ("parts", "outcome", "words"),
    [
        (MANY, "clear", "float32 reads every channel, and rests on none alone; x matters most"),
        ((channel("x", 0.4), channel("y", 0.05)), "raised", "float32 rests on x alone: from other "
         "windows it costs 40.0 points of accuracy"),
        ((channel("x", 0.02), channel("y", 0.0)), "clear", "x matters most"),
        ((*MANY, channel("idle", 0.0, moved=0.0)), "raised", "idle is not read"),
        ((*MANY, channel("a", 0.0, moved=0.0), channel("b", 0.001, moved=0.005)), "raised",
         "b and a are not read"),
        ((channel("x", 0.4),), "clear", "x matters most"),
        ((), "not_applicable", "one channel"),
    ],
    ids=["all", "one carries it", "not surely", "one unread", "two unread", "alone", "none"],
)  # fmt: skip
def test_channels(parts: tuple[PartImportance, ...], outcome: str, words: str) -> None:
    finding = RULE(what_if_of(parts=parts))
    assert finding.outcome == outcome
    assert words in finding.claim


def test_the_evidence_names_what_is_not_read() -> None:
    evidence = RULE(what_if_of(parts=(*MANY, channel("idle", 0.0, moved=0.0)))).evidence
    assert (evidence["n_channels"], evidence["not_read"]) == (4, "idle")
