"""TL001 to TL005: what is wrong with the numbers of a Tensorlab run."""

import pytest

from afterfit.findings import diagnose_tensorlab
from afterfit.results import ReportedThreshold, TensorlabRecord
from tests.views.sample_record import sample_number, sample_record

ACCURACY = sample_number("accuracy", "test", 0.9792, 0.97921)
NO_ANOMALIES = (ReportedThreshold(0.0, 1.0, 0, 9, 1, 0),)
ANOMALIES = (ReportedThreshold(0.0, 1.0, 9, 5, 5, 0), ReportedThreshold(3.0, 2.0, 9, 10, 0, 0))

CASES: dict[str, tuple[str, TensorlabRecord, str]] = {
    "same accuracy": ("TL001", sample_record(ACCURACY), "clear"),
    "other accuracy": (
        "TL001",
        sample_record(sample_number("accuracy", "test", 0.9792, 0.95)),
        "raised",
    ),
    "not made again": (
        "TL001",
        sample_record(sample_number("accuracy", "test", 0.9)),
        "not_applicable",
    ),
    "no test": ("TL001", sample_record(sample_number("rmse", "test", 0.9)), "not_applicable"),
    "F1 is accuracy": (
        "TL002",
        sample_record(
            sample_number("accuracy", "float training", 0.86),
            sample_number("f1", "float training", 0.86),
        ),
        "raised",
    ),
    "F1 of its own": (
        "TL002",
        sample_record(
            sample_number("accuracy", "float training", 0.86),
            sample_number("f1", "float training", 0.31),
        ),
        "clear",
    ),
    "no F1": ("TL002", sample_record(ACCURACY), "not_applicable"),
    "threshold on test": ("TL003", sample_record(thresholds=ANOMALIES), "raised"),
    "no anomalies": ("TL003", sample_record(thresholds=NO_ANOMALIES), "not_applicable"),
    "no thresholds": ("TL003", sample_record(), "not_applicable"),
    "swapped R²": ("TL004", sample_record(sample_number("r2", "float training", -80)), "raised"),
    "R² of the test": ("TL004", sample_record(sample_number("r2", "test", 0.9)), "clear"),
    "no R²": ("TL004", sample_record(), "not_applicable"),
    "tables of training": ("TL005", sample_record(n_train_tables=2), "raised"),
    "no tables": ("TL005", sample_record(), "not_applicable"),
}


@pytest.mark.parametrize(("code", "record", "outcome"), CASES.values(), ids=CASES)
def test_outcome(code: str, record: TensorlabRecord, outcome: str) -> None:
    finding = next(one for one in diagnose_tensorlab(record) if one.code == code)
    assert finding.outcome == outcome
    assert finding.claim.endswith(".")


def test_the_constant_on_the_device_is_told_from_the_best_k() -> None:
    (finding,) = (
        one
        for one in diagnose_tensorlab(sample_record(thresholds=ANOMALIES))
        if one.code == "TL003"
    )
    assert finding.evidence["k"] == 3.0
    assert "the one on the device" in finding.claim
