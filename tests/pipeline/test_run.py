import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import confusion_matrix

from afterfit.errors import StoppedError
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.run import run
from afterfit.results import Analysis
from tests.pipeline.sensor_data import config_text, write_recordings

pytestmark = pytest.mark.train

NAMED_BY_THE_DOCUMENT = (
    "testing/confusion_matrix_test.png",
    "testing/One_vs_Rest_MultiClass_ROC_test.png",
    "testing/Histogram_Class_Score_differences_test.png",
    "testing/fpr_tpr_thresholds.csv",
    "testing/classification_report.txt",
    "testing/test_results.json",
    "testing/best_model.pt",
    "testing/test_data.npy",
    "testing/test_labels.npy",
    "testing/afterfit_thresholds.json",
    "testing/afterfit_thresholds.h",
    "training/base/file_level_classification_summary.log",
    "training/base/model.onnx",
    "training/quantization/model.onnx",
)
FOR_THE_DEVICE = (
    "training/quantization/model_int8.tflite",
    "training/quantization/model_int8.c",
    "training/quantization/model_int8.h",
)
OURS = ("report.html", "report.md", "analysis.json", "config.yaml", "manifest.json")


class Collected:
    """Progress that a test can ask."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.skipped: list[str] = []
        self.warnings: list[str] = []
        self.epochs: list[int] = []

    def stage(self, title: str, *, skipped: bool = False) -> None:
        (self.skipped if skipped else self.done).append(title)

    def warning(self, text: str) -> None:
        self.warnings.append(text)

    def epoch(self, report: object) -> None:
        self.epochs.append(report.epoch)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    write_recordings(folder / "data")
    (folder / "config.yaml").write_text(config_text())
    return folder


@pytest.fixture(scope="module")
def outcome(home: Path) -> Outcome:
    return run(home / "config.yaml", home / "run")


@pytest.mark.parametrize("name", [*NAMED_BY_THE_DOCUMENT, *OURS, *FOR_THE_DEVICE])
def test_every_promised_file_is_there(outcome: Outcome, name: str) -> None:
    assert (outcome.folder.root / name).stat().st_size > 0


def test_predictions_hold_what_their_windows_are_like_and_are_sliced_by_it(
    outcome: Outcome,
) -> None:
    table = pl.read_parquet(outcome.folder.predictions("int8", "test"))
    derived = [name for name in table.columns if name.startswith("attr_")]
    assert set(derived) >= {"attr_rms_sensor_units", "attr_high_frequency_share"}
    assert isinstance(outcome.analysis, Analysis)
    (slices,) = [
        one
        for one in outcome.analysis.slices
        if (one.scope.variant, one.scope.split) == ("int8", "test")
    ]
    assert [column.name for column in slices.columns] == derived
    assert sum(row.n_samples for row in slices.rows if row.column == derived[0]) == len(table)
    assert "Where it fails" in (outcome.folder.root / "report.html").read_text()


def test_the_confusion_matrices_are_those_of_the_stored_predictions(outcome: Outcome) -> None:
    assert isinstance(outcome.analysis, Analysis)
    for one in outcome.analysis.variants:
        table = pl.read_parquet(outcome.folder.predictions(one.variant, one.split))
        judge = confusion_matrix(
            table["label"], table["prediction"], labels=one.confusion.class_names
        )
        assert np.array_equal(judge, one.confusion.counts)
        assert judge.sum() == one.quality.scope.n_samples == len(table)


def test_the_model_for_the_device_is_a_variant_of_its_own(outcome: Outcome) -> None:
    assert outcome.analysis is not None
    tested = [one.variant for one in outcome.analysis.variants if one.split == "test"]
    assert tested == ["float32", "int8", "int8_tflm"]
    onnx, tflite = (
        pl.read_parquet(outcome.folder.predictions(variant, "test"))["prediction"].to_numpy()
        for variant in ("int8", "int8_tflm")
    )
    assert np.mean(onnx == tflite) > 0.99
    assert isinstance(outcome.analysis, Analysis)
    assert outcome.analysis.decision is not None
    standings = {
        one.variant: (one.shipped_as, one.unsupported)
        for one in outcome.analysis.decision.recommendation.standings
    }
    assert standings["int8"] == ("int8_tflm", "")
    assert standings["int8_tflm"] == ("", "")
    facts = json.loads(outcome.folder.facts.read_text())["facts"]["int8 on the device"]
    size = outcome.folder.device_model.stat().st_size
    assert facts.startswith(f"model_int8.tflite, {size:,} bytes of flash")


def test_windows_of_a_recording_stay_in_one_split(outcome: Outcome) -> None:
    seen: dict[str, str] = {}
    for split in ("train", "validation", "test"):
        for source in pl.read_parquet(outcome.folder.predictions("float32", split))["source"]:
            assert seen.setdefault(source, split) == split
    assert len(seen) == 18


def test_a_second_run_of_the_folder_does_nothing_again(home: Path, outcome: Outcome) -> None:
    before = _contents(outcome.folder.root)
    progress = Collected()
    run(home / "config.yaml", home / "run", progress)
    assert progress.done == []
    assert len(progress.skipped) == 8
    assert _contents(outcome.folder.root) == before


def test_a_changed_switch_does_again_only_what_depends_on_it(
    home: Path, outcome: Outcome, tmp_path: Path
) -> None:
    text = (home / "config.yaml").read_text().replace("data\n", f"{home}/data\n")
    (tmp_path / "config.yaml").write_text(text)
    run(tmp_path / "config.yaml", tmp_path / "run")
    (tmp_path / "config.yaml").write_text(text + "testing: {analysis: {roc_curve: false}}")
    progress = Collected()
    run(tmp_path / "config.yaml", tmp_path / "run", progress)
    tracing = "Tracing the most confident mistakes"
    assert progress.done == ["Analysing", tracing, "Writing the report"]
    assert not (tmp_path / "run/testing/One_vs_Rest_MultiClass_ROC_test.png").exists()
    assert (tmp_path / "run/testing/confusion_matrix_test.png").exists()


def test_killed_while_training_it_goes_on_and_ends_with_the_same_files(tmp_path: Path) -> None:
    write_recordings(tmp_path / "data")
    (tmp_path / "config.yaml").write_text(config_text(training_epochs=30))
    run(tmp_path / "config.yaml", tmp_path / "whole")

    command = [sys.executable, "-m", "afterfit", "run", "config.yaml", "--output", "killed"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    history = tmp_path / "killed/training/base/history.csv"
    _wait_until(lambda: history.exists() and len(history.read_text().splitlines()) > 3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    n_epochs_before = len(history.read_text().splitlines()) - 1
    assert n_epochs_before < 30
    assert not (tmp_path / "killed/training/base/model.onnx").exists()

    progress = Collected()
    run(tmp_path / "config.yaml", tmp_path / "killed", progress)
    assert min(progress.epochs) > 3
    assert _contents(tmp_path / "killed") == _contents(tmp_path / "whole")


def _wait_until(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


TELL_THE_TIME = (
    "manifest.json",
    "run.json",
    "report.html",
    "report.md",
    "history.csv",
    "checkpoint.pt",
)


def _contents(folder: Path) -> dict[str, str]:
    """Return path → hash of each file; of those that tell the time, only that they exist."""
    contents = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            timed = path.name in TELL_THE_TIME or "tfevents" in path.name
            name = "events" if "tfevents" in path.name else str(path.relative_to(folder))
            contents[name] = "" if timed else sha256(path.read_bytes()).hexdigest()
    return contents


@pytest.mark.parametrize("quantization", [0, 2])
def test_without_a_quantised_model_the_float_one_is_analysed(
    tmp_path: Path, quantization: int
) -> None:
    write_recordings(tmp_path / "data", files=4, rows=80)
    (tmp_path / "config.yaml").write_text(
        config_text(training_epochs=1, quantization=quantization)
        + "testing: {test_quantized: false, test_tflite: false, generate_report: false}"
    )
    outcome = run(tmp_path / "config.yaml", tmp_path / "run")
    assert outcome.analysis is not None
    assert {one.variant for one in outcome.analysis.variants} == {"float32"}
    assert outcome.analysis.comparisons == ()
    assert outcome.reports == ()
    assert outcome.folder.int8_model.exists() == (quantization > 0)
    results = json.loads((outcome.folder.testing / "test_results.json").read_text())
    assert "int8" not in json.dumps(results)


def test_without_the_tflite_extra_the_run_says_so_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("afterfit.pipeline.device_model.has_tflite_extra", lambda: False)
    monkeypatch.setattr("afterfit.pipeline.stages.has_tflite_extra", lambda: False)
    write_recordings(tmp_path / "data", files=4, rows=80)
    (tmp_path / "config.yaml").write_text(
        config_text(training_epochs=1) + "testing: {generate_report: false}"
    )
    progress = Collected()
    outcome = run(tmp_path / "config.yaml", tmp_path / "run", progress)
    assert [one for one in progress.warnings if "pip install 'afterfit[tflite]'" in one]
    assert outcome.analysis is not None
    assert {one.variant for one in outcome.analysis.variants} == {"float32", "int8"}
    assert not outcome.folder.device_model.exists()
    facts = json.loads(outcome.folder.facts.read_text())["facts"]
    assert "not written: an int8 .tflite of the model needs" in facts["int8 on the device"]


def test_a_class_that_the_test_split_lacks_is_said(tmp_path: Path) -> None:
    write_recordings(tmp_path / "data", files=4, rows=80)
    lists = {"train": [0, 1], "val": [2], "test": [3]}
    (tmp_path / "data/annotations").mkdir()
    for split, numbers in lists.items():
        names = [
            f"{name}/rec_{number}.csv"
            for name in ("slow", "middle", "fast")
            for number in numbers
            if not (split == "test" and name == "fast")
        ]
        path = tmp_path / f"data/annotations/instances_{split}_list.txt"
        path.write_text("\n".join(names))
    (tmp_path / "config.yaml").write_text(config_text(training_epochs=2))
    outcome = run(tmp_path / "config.yaml", tmp_path / "run")
    assert isinstance(outcome.analysis, Analysis)
    one = outcome.analysis.of("int8", "test")
    assert one is not None
    assert [row.support > 0 for row in one.quality.classes] == [False, True, True]
    raised = [f.claim for f in outcome.analysis.findings if f.outcome == "raised"]
    assert any("fast" in claim for claim in raised)


def test_without_verbose_mode_only_warnings_are_told(tmp_path: Path) -> None:
    write_recordings(tmp_path / "data", files=4, rows=80)
    text = config_text(training_epochs=1, dual_op="true")
    (tmp_path / "config.yaml").write_text(
        text.replace("projects_path: projects", "verbose_mode: false")
    )
    progress = Collected()
    run(tmp_path / "config.yaml", tmp_path / "run", progress)
    assert progress.done == []
    assert progress.skipped == []
    assert progress.epochs == []
    assert any("dual_op" in warning for warning in progress.warnings)


class StopsAfter(Collected):
    """Progress whose watcher presses Ctrl-C after some epochs."""

    def epoch(self, report: object) -> None:
        super().epoch(report)
        if len(self.epochs) == 2:
            raise KeyboardInterrupt


def test_ctrl_c_says_how_to_go_on_and_keeps_what_is_done(tmp_path: Path) -> None:
    write_recordings(tmp_path / "data", files=4, rows=80)
    (tmp_path / "config.yaml").write_text(config_text())
    with pytest.raises(StoppedError, match=r"to go on from here: afterfit run .* --output") as stop:
        run(tmp_path / "config.yaml", tmp_path / "run", StopsAfter())
    assert stop.value.exit_code == 130
    progress = Collected()
    run(tmp_path / "config.yaml", tmp_path / "run", progress)
    assert progress.epochs == [3, 4]
