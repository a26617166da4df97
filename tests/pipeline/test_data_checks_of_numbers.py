"""Checks of the data of regressions, forecasts and anomaly detectors, from a configuration."""

import shutil
from pathlib import Path

import pytest

from afterfit.analyses.data import separability
from afterfit.pipeline.data_checks import CheckedData, check_dataset, read_checks
from afterfit.pipeline.run import run
from afterfit.report.data_section import with_data
from afterfit.report.document import Document, Section
from afterfit.results import SeriesChecks, TargetDependence
from tests.pipeline.test_tasks import ANOMALY, FORECAST, REGRESSION, project


@pytest.fixture(autouse=True)
def without_slow_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separability, "neighbour_embedding", lambda X, seed: "left out")


def checked(home: Path) -> CheckedData:
    return check_dataset(home / "config.yaml", home / "out")


def outcome(found: CheckedData, code: str) -> tuple[str, str]:
    finding = next(one for one in found.checks.findings if one.code == code)
    return finding.outcome, finding.claim


def test_a_regression(tmp_path: Path) -> None:
    project(tmp_path, REGRESSION)
    found = checked(tmp_path)
    assert isinstance(found.checks.expected, TargetDependence)
    assert [one.name for one in found.checks.targets] == ["load"]
    assert outcome(found, "DC012")[0] == "clear"
    assert read_checks_of(found) == found.checks.expected
    page = found.page.read_text()
    assert "Targets before training" in page
    assert "R² of load" in page


def read_checks_of(found: CheckedData) -> object:
    from afterfit.pipeline.folder import RunFolder

    read = read_checks(RunFolder(found.folder))
    assert read is not None
    return read.expected


def test_a_forecast(tmp_path: Path) -> None:
    project(tmp_path, FORECAST)
    found = checked(tmp_path)
    assert isinstance(found.checks.expected, SeriesChecks)
    assert found.checks.expected.horizon == 3
    assert outcome(found, "DC016")[0] == "clear"
    assert "Skill of x" in found.page.read_text()


def test_anomalies(tmp_path: Path) -> None:
    project(tmp_path, ANOMALY)
    found = checked(tmp_path)
    assert outcome(found, "DC005")[0] == "not_applicable"
    assert outcome(found, "DC006") == (
        "clear",
        "There are 8 normal recordings, enough for three splits.",
    )
    assert found.checks.class_names[0] == "normal"
    assert {one.class_name for one in found.checks.files} == set(found.checks.class_names)


def test_a_copy_of_a_recording_of_a_regression_is_named(tmp_path: Path) -> None:
    project(tmp_path, REGRESSION)
    files = tmp_path / "data/files"
    for number in range(1, 8):
        shutil.copyfile(files / "run_0.csv", files / f"run_{number}.csv")
    state, claim = outcome(checked(tmp_path), "DC001")
    assert (state, "holds the same values as" in claim) == ("raised", True)


def test_an_anomaly_copied_into_training_is_named(tmp_path: Path) -> None:
    project(tmp_path, ANOMALY)
    folder = tmp_path / "data/classes"
    for number in range(8):
        shutil.copyfile(folder / "Anomaly/fast/f0.csv", folder / f"Normal/n{number}.csv")
    state, claim = outcome(checked(tmp_path), "DC013")
    assert (state, "learned as normal may hold anomalies" in claim) == ("raised", True)


def test_gaps_of_a_target_are_counted(tmp_path: Path) -> None:
    project(tmp_path, REGRESSION)
    path = tmp_path / "data/files/run_3.csv"
    lines = path.read_text().splitlines()
    lines[4] = lines[4].rsplit(",", 1)[0] + ",nan"
    path.write_text("\n".join(lines) + "\n")
    state, claim = outcome(checked(tmp_path), "DC010")
    assert (state, "run_3.csv (1)" in claim) == ("raised", True)


def test_the_report_of_a_run_tells_of_its_data(tmp_path: Path) -> None:
    project(tmp_path, REGRESSION)
    document = Document("run", "verdict", (), (Section("Training", "training", ()),), {})
    found = with_data(document, checked(tmp_path).checks)
    assert [one.anchor for one in found.sections] == ["data", "training"]
    assert with_data(document, None) is document


@pytest.mark.parametrize("text", [REGRESSION, FORECAST, ANOMALY], ids=["regr", "fcst", "ad"])
def test_training_switched_off_checks_the_data_alone(tmp_path: Path, text: str) -> None:
    config = project(tmp_path, text)
    config.write_text(config.read_text().replace("training: {", "training: {enable: false, "))
    outcome = run(config, tmp_path / "run")
    assert outcome.analysis is None
    assert outcome.checks is not None
    assert [page.name for page in outcome.reports] == ["data.html"]
    assert not (tmp_path / "run/training").exists()
