import pytest

from afterfit.findings import diagnose_anomaly
from afterfit.results import AnomalyAnalysis
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector, three_splits


@pytest.mark.parametrize("seed", range(0, 40, 10))
def test_healthy_detectors_raise_nothing(seed: int) -> None:
    raised = found(*three_splits(seed), *three_splits(seed, variant="int8"))

    for code in ("QT010", "SL001", "SL003"):  # nothing in float, no columns to slice by
        assert raised.pop(code).outcome == "not_applicable"
    assert {one.outcome for one in raised.values()} == {"clear"}


def test_claims_are_sentences() -> None:
    poor = [detector(seed=place, split=split, strength=(1.0, 0.0), shift=3.0 * (split == "test"))
            for place, split in enumerate(("train", "validation", "test"))]  # fmt: skip
    for finding in found(*poor, detector(seed=2, variant="int8", noise=3)).values():
        assert finding.claim.endswith(".")
        assert "nan" not in finding.claim
        assert bool(finding.next_steps) == (finding.outcome == "raised")


def test_without_a_test_split_nothing_can_be_judged() -> None:
    assert {one.outcome for one in found(detector(split="train")).values()} == {"not_applicable"}
    nothing = AnomalyAnalysis((), (), ())
    assert {one.outcome for one in diagnose_anomaly(nothing)} == {"not_applicable"}
