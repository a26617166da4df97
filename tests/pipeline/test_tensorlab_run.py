import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.reports import read_tensorlab_record
from afterfit.pipeline.tensorlab_models import fitted_scale
from afterfit.pipeline.tensorlab_run import analyze_tensorlab_run
from afterfit.readers import read_predictions_parquet
from afterfit.results import Analysis, Finding, RegressionAnalysis, TensorlabRecord
from tests.readers.elf_library import BSS, CONSTANTS, DATA, TEXT, elf_object, library
from tests.readers.tensorlab_sample import CLASSES, FRAME, STEP, write_logs, write_project

COUNTS = {f"{name}/rec_{i}.csv": (6, 3) for name in CLASSES for i in (5, 6, 7)}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_project(tmp_path_factory.mktemp("tensorlab"))
    write_logs(folder, 0.5, COUNTS)
    return folder


@pytest.fixture(scope="module")
def outcome(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    place = tmp_path_factory.mktemp("analysis")
    return analyze_tensorlab_run(run, output=place, formats=("html", "markdown"))


@pytest.fixture
def copy(run: Path, tmp_path: Path) -> Path:
    """A project of one's own to break."""
    shutil.copytree(run.parents[2], tmp_path / "tones")
    return tmp_path / "tones/run/20260101-120000/CLS_tiny"


def _judge(run: Path, kind: str) -> tuple[list[int], list[int]]:
    """Return true and predicted classes of the test windows, by plain NumPy and ONNX Runtime."""
    session = onnxruntime.InferenceSession(run / f"training/{kind}/model.onnx")
    true, said = [], []
    for index, name in enumerate(CLASSES):
        for number in (5, 6, 7):
            path = run.parents[2] / f"dataset/classes/{name}/rec_{number}.csv"
            values = np.loadtxt(path, skiprows=1)
            for start in range(0, len(values) - FRAME + 1, FRAME // 2):
                window = values[start : start + FRAME]
                x = (window - window.mean()).astype(np.float32).reshape(1, 1, FRAME, 1)
                true.append(index)
                said.append(int(session.run(None, {"x": x})[0].argmax()))
    return true, said


def _findings(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {one.code: one for one in findings if one.code.startswith("TL")}


@pytest.mark.parametrize(("variant", "kind"), [("float32", "base"), ("int8", "quantization")])
def test_both_models_are_tested_on_the_listed_windows(
    run: Path, outcome: Outcome, variant: str, kind: str
) -> None:
    rows = read_predictions_parquet(outcome.folder.predictions(variant, "test"))
    true, said = _judge(run, kind)
    assert rows.y_true.tolist() == true
    assert rows.y_pred.tolist() == said


def test_the_comparison_that_tensorlab_does_not_make_is_made(outcome: Outcome) -> None:
    assert isinstance(outcome.analysis, Analysis)
    pairs = {(one.reference.variant, one.candidate.variant, one.reference.split)
             for one in outcome.analysis.comparisons}  # fmt: skip
    assert ("float32", "int8", "test") in pairs
    assert outcome.analysis.decision is not None


def test_integer_logits_become_probabilities_near_those_of_the_float_model(
    outcome: Outcome,
) -> None:
    float_rows, int_rows = (
        read_predictions_parquet(outcome.folder.predictions(name, "test"))
        for name in ("float32", "int8")
    )
    assert np.abs(float_rows.scores - int_rows.scores).max() < 0.02
    assert "output_int" in outcome.folder.facts.read_text()


def test_the_scale_of_integers_is_found_whatever_the_zero_point() -> None:
    logits = np.random.default_rng(0).normal(0, 2, (200, 3))
    codes = np.round(logits / STEP) + 17
    assert fitted_scale(logits, codes) == pytest.approx(STEP, rel=1e-3)


def test_a_number_that_cannot_be_made_again_is_a_finding(run: Path, outcome: Outcome) -> None:
    assert outcome.analysis is not None
    found = _findings(outcome.analysis.findings)
    true, said = _judge(run, "quantization")
    ours = float(np.mean(np.equal(true, said)))
    assert ours != 0.5
    assert found["TL001"].outcome == "raised"
    assert found["TL001"].evidence["ours"] == pytest.approx(ours)
    assert found["TL002"].outcome == "raised"
    assert found["TL005"].outcome == "raised"
    assert found["TL003"].outcome == found["TL004"].outcome == "not_applicable"


def test_the_right_number_is_confirmed(copy: Path, tmp_path: Path) -> None:
    true, said = _judge(copy, "quantization")
    write_logs(copy, float(np.mean(np.equal(true, said))), COUNTS)
    outcome = analyze_tensorlab_run(copy, output=tmp_path / "out", formats=("markdown",))
    assert outcome.analysis is not None
    assert _findings(outcome.analysis.findings)["TL001"].outcome == "clear"


def test_the_report_has_their_numbers_beside_ours(outcome: Outcome) -> None:
    text = outcome.folder.report("md").read_text()
    assert "What Tensorlab reported" in text
    assert "micro" in text
    assert "TL001" in text


def _without_data(run: Path) -> None:
    shutil.rmtree(run.parents[2] / "dataset")


def _without_lists(run: Path) -> None:
    shutil.rmtree(run.parents[2] / "dataset/annotations")


def _without_config(run: Path) -> None:
    (run / "run.yaml").unlink()


def _garbled_config(run: Path) -> None:
    (run / "run.yaml").write_text("common: [\x00")


def _no_models(run: Path) -> None:
    for path in run.rglob("model.onnx"):
        path.write_bytes(b"cut off")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_data, "the data set is gone"),
        (_without_lists, "not trained on"),
        (_without_config, "configuration is gone"),
        (_garbled_config, "damaged"),
        (_no_models, "no model.onnx could be run"),
    ],
    ids=["data gone", "lists gone", "config gone", "config garbled", "models cut off"],
)
def test_what_is_gone_is_told_and_the_rest_is_read(
    copy: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(copy)
    outcome = analyze_tensorlab_run(copy, output=tmp_path / "out", formats=("markdown",))
    assert told in outcome.folder.facts.read_text()
    assert isinstance(outcome.analysis, Analysis)
    one = next(one for one in outcome.analysis.variants if one.split == "test")
    assert (one.confusion.class_names, np.array(one.confusion.counts).tolist()) == (
        CLASSES,
        [[18, 9], [18, 9]],
    )
    assert len(one.files.rows) == 6
    assert _findings(outcome.analysis.findings)["TL001"].outcome == "not_applicable"
    assert "both curves are the same" in outcome.folder.report("md").read_text()


def test_one_broken_model_leaves_the_other(copy: Path, tmp_path: Path) -> None:
    (copy / "training/quantization/model.onnx").write_bytes(b"cut off")
    outcome = analyze_tensorlab_run(copy, output=tmp_path / "out", formats=("markdown",))
    assert isinstance(outcome.analysis, Analysis)
    assert {one.variant for one in outcome.analysis.variants} == {"float32"}
    assert "int8 was left out" in outcome.folder.facts.read_text()


def _bare(root: Path, task: str) -> Path:
    run = root / "run/20260101-120000/m"
    (run / "training/base/post_training_analysis").mkdir(parents=True)
    (run / "run.json").write_text(json.dumps({"common": {"task_type": task}}))
    return run


def test_a_regression_is_analysed_from_its_table(tmp_path: Path) -> None:
    run = _bare(tmp_path, "generic_timeseries_regression")
    rows = "".join(f"{i + (-1) ** i * 0.5},{i}\n" for i in range(40))
    place = run / "training/base/post_training_analysis/results_on_test_set.csv"
    place.write_text("predicted,ground_truth\n" + rows)
    (run / "training/base/run.log").write_text(
        "INFO: root.main.FloatTrain.BestEpoch : R2-Score -80.010\n"
        "INFO: root.main.test_data : Test Data Evaluation RMSE: 0.50\n"
    )
    outcome = analyze_tensorlab_run(run, output=tmp_path / "out", formats=("html",))
    assert isinstance(outcome.analysis, RegressionAnalysis)
    found = _findings(outcome.analysis.findings)
    assert found["TL004"].outcome == "raised"
    record = read_tensorlab_record(outcome.folder)
    assert isinstance(record, TensorlabRecord)
    assert {one.metric: one.ours for one in record.numbers}["rmse"] == pytest.approx(0.5)


ANOMALY = (
    "k_value,threshold,accuracy,precision,recall,f1_score,false_positive_rate,true_positives,"
    "true_negatives,false_positives,false_negatives\n"
    "0.0,1.66,60.0,50.0,100.0,66.67,40.0,40,60,40,0\n"
    "4.5,10.519,90.0,100.0,75.0,85.71,0.0,30,100,0,10\n"
)


def test_of_an_anomaly_detector_its_thresholds_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = _bare(tmp_path, "generic_timeseries_anomalydetection")
    place = run / "training/base/post_training_analysis/threshold_performance.csv"
    place.write_text(ANOMALY)
    main_code(["analyze", str(run), "--output", str(tmp_path / "out")], 0)
    told = capsys.readouterr().out
    assert "k = 4.5 has the highest F1 (0.857)" in told
    assert "while the device gets that of k = 3" in told
    assert (tmp_path / "out/report.html").is_file()
    main_code(["analyze", str(run), "--output", str(tmp_path / "out"), "--format", "json"], 0)
    answer = json.loads(capsys.readouterr().out)
    assert [one["k"] for one in answer["tensorlab"]["thresholds"]] == [0.0, 4.5]


def main_code(words: list[str], code: int) -> None:
    try:
        found = main(words)
    except SystemExit as end:
        found = int(end.code or 0)
    assert found == code


def test_an_empty_run_folder_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    run = tmp_path / "run/d/m"
    (run / "training/base").mkdir(parents=True)
    with pytest.raises(InputError, match="nothing to analyse here") as told:
        analyze_tensorlab_run(run, output=tmp_path / "out")
    assert "run.log" in str(told.value)


def test_the_compiled_model_counts_in_the_choice(copy: Path, tmp_path: Path) -> None:
    artifacts = copy / "compilation/artifacts"
    artifacts.mkdir(parents=True)
    objects = elf_object([TEXT, CONSTANTS]), elf_object([DATA, BSS])
    (artifacts / "mod.a").write_bytes(library(*objects))
    outcome = analyze_tensorlab_run(copy, output=tmp_path / "out", formats=("markdown",))
    assert isinstance(outcome.analysis, Analysis)
    assert outcome.analysis.decision is not None
    rows = {one.variant: one for one in outcome.analysis.decision.variants.rows}
    assert rows["int8"].costs.flash_bytes.typical == 3940
    assert rows["int8"].costs.ram_bytes.typical == 2088
    assert "before linking" not in rows["float32"].costs.flash_bytes.note
