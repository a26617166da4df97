"""Models of regressions, forecasts and anomaly detectors in a Tensorlab run are run again."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import yaml
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.reports import read_tensorlab_record
from afterfit.pipeline.tensorlab_run import analyze_tensorlab_run
from afterfit.results import AnomalyAnalysis, ForecastAnalysis, RegressionAnalysis
from tests.readers.elf_library import BSS, CONSTANTS, DATA, TEXT, elf_object, library

FRAME, HORIZON = 16, 2
SPLITS = {"train": range(4), "val": range(4, 6), "test": range(6, 9)}
TASKS = {"regression": 1, "forecasting": HORIZON, "anomalydetection": FRAME}
"""Numbers that the model of each task gives a window."""


def signal(number: int, noise: float = 0.1) -> NDArray[np.float64]:
    rng = np.random.default_rng(number)
    x = np.sin(np.arange(96) / 3 + number) + rng.normal(0, noise, 96)
    return np.column_stack([x, 4 * x + 1])


def linear_model(weights: NDArray[np.float32], bias: NDArray[np.float32]) -> onnx.ModelProto:
    nodes = [
        helper.make_node("Flatten", ["x"], ["flat"]),
        helper.make_node("Gemm", ["flat", "w", "b"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "linear",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, FRAME, 1])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", weights.shape[1]])],
        [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(bias, "b")],
    )
    opsets = [helper.make_opsetid("", 18)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def weights_of(task: str) -> NDArray[np.float32]:
    if task == "regression":
        return np.full((FRAME, 1), 4 / FRAME, np.float32)
    if task == "forecasting":
        return np.eye(FRAME, dtype=np.float32)[:, -HORIZON:]
    return np.eye(FRAME, dtype=np.float32) * 0.9


def write_run(root: Path, task: str) -> Path:
    """Write a project of one task with a run that holds both models; return the run folder."""
    project = root / "projects" / "tones"
    names = _write_recordings(project / "dataset", task)
    (project / "dataset/annotations").mkdir()
    for split, listed in names.items():
        path = project / f"dataset/annotations/instances_{split}_list.txt"
        path.write_text("\n".join(listed) + "\n")
    run = project / "run/20260101-120000/net"
    weights = weights_of(task)
    bias = np.full(weights.shape[1], 1.0 if task == "regression" else 0.0, np.float32)
    for stage, step in (("base", 0.0), ("quantization", 0.01)):
        place = run / "training" / stage / "model.onnx"
        place.parent.mkdir(parents=True)
        onnx.save(linear_model(weights + np.float32(step), bias), place)
    features = {"data_proc_transforms": ["SimpleWindow"], "feat_ext_transform": ["RAW_FE"],
                "frame_size": FRAME, "stride_size": 0.5, "variables": 1, "num_frame_concat": 1,
                "sampling_rate": 10, "target_variables": [1] if task == "regression" else [0],
                "forecast_horizon": HORIZON, "dc_remove": False}  # fmt: skip
    sections = {
        "common": {"task_type": f"generic_timeseries_{task}", "target_device": "F28P55"},
        "dataset": {"annotation_dir": "annotations", "annotation_prefix": "instances"},
        "data_processing_feature_extraction": features,
        "training": {"model_name": "net"},
    }
    (run / "run.yaml").write_text(yaml.safe_dump(sections))
    return run


def _write_recordings(root: Path, task: str) -> dict[str, list[str]]:
    is_anomaly = task == "anomalydetection"
    folder, inside = ("classes", "Normal/") if is_anomaly else ("files", "")
    names = {split: [f"{inside}r{i}.csv" for i in numbers] for split, numbers in SPLITS.items()}
    if is_anomaly:
        names["test"] += [f"Anomaly/r{i}.csv" for i in range(20, 23)]
    for name in (name for listed in names.values() for name in listed):
        path = root / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        number = int(path.stem[1:])
        table = signal(number, 2.0 if number >= 20 else 0.1)
        np.savetxt(path, table, "%.6f", ",", header="x,load", comments="")
    return names


def analyzed(tmp_path: Path, task: str) -> Outcome:
    run = write_run(tmp_path, task)
    return analyze_tensorlab_run(run, output=tmp_path / "out", formats=("markdown",))


def windows_of(numbers: range, ahead: int = 0) -> list[NDArray[np.float64]]:
    return [
        signal(i)[start : start + FRAME + ahead]
        for i in numbers
        for start in range(0, 96 - FRAME - ahead + 1, FRAME // 2)
    ]


def test_a_regression_is_run_again(tmp_path: Path) -> None:
    found = analyzed(tmp_path, "regression").analysis
    assert isinstance(found, RegressionAnalysis)
    assert {one.variant for one in found.variants} == {"float32", "int8"}
    tested = found.of("float32", "test")
    assert tested is not None
    pairs = [(w[:, 0].mean() * 4 + 1, w[:, 1].mean()) for w in windows_of(SPLITS["test"])]
    rmse = float(np.sqrt(np.mean([(said - true) ** 2 for said, true in pairs])))
    ours = {one.metric: one.value for one in tested.quality.overall}
    assert ours["rmse"] == pytest.approx(rmse, abs=1e-5)
    assert found.comparisons


def test_a_forecast_is_run_again(tmp_path: Path) -> None:
    found = analyzed(tmp_path, "forecasting").analysis
    assert isinstance(found, ForecastAnalysis)
    tested = found.of("float32", "test")
    assert tested is not None
    errors = [
        w[FRAME:, 0] - w[FRAME - HORIZON : FRAME, 0] for w in windows_of(SPLITS["test"], HORIZON)
    ]
    rmse = float(np.sqrt(np.mean(np.square(errors))))
    (variable,) = tested.quality.variables
    assert variable.estimate("rmse").value == pytest.approx(rmse, abs=1e-5)


def test_an_anomaly_detector_is_run_again(tmp_path: Path) -> None:
    found = analyzed(tmp_path, "anomalydetection").analysis
    assert isinstance(found, AnomalyAnalysis)
    tested = found.of("float32", "test")
    assert tested is not None
    assert tested.quality.overall.n_anomalies == 3 * len(windows_of(range(1)))
    assert tested.quality.estimate("roc_auc").value > 0.9


@pytest.mark.parametrize("task", TASKS)
def test_without_data_the_reason_is_told(tmp_path: Path, task: str) -> None:
    run = write_run(tmp_path, task)
    (run.parents[2] / "dataset").rename(tmp_path / "elsewhere")
    log = run / "training/base/run.log"
    log.write_text("INFO: root.main.test_data : Test Data Evaluation RMSE: 0.50\n")
    outcome = analyze_tensorlab_run(run, output=tmp_path / "out", formats=("markdown",))
    assert outcome.analysis is None
    assert "The models were not run again: the data set is gone" in outcome.folder.facts.read_text()


def test_a_model_of_another_size_is_refused_with_the_sizes(tmp_path: Path) -> None:
    run = write_run(tmp_path, "forecasting")
    config = yaml.safe_load((run / "run.yaml").read_text())
    config["data_processing_feature_extraction"]["forecast_horizon"] = 5
    (run / "run.yaml").write_text(yaml.safe_dump(config))
    log = run / "training/base/run.log"
    log.write_text("INFO: root.main.test_data : Test Data Evaluation RMSE: 0.50\n")
    outcome = analyze_tensorlab_run(run, output=tmp_path / "out", formats=("markdown",))
    told = outcome.folder.facts.read_text()
    assert "gives 2 numbers a window, expected 5" in told


def test_the_compiled_model_tells_flash_and_ram(tmp_path: Path) -> None:
    run = write_run(tmp_path, "regression")
    artifacts = run / "compilation/artifacts"
    artifacts.mkdir(parents=True)
    objects = elf_object([TEXT, CONSTANTS]), elf_object([DATA, BSS])
    (artifacts / "mod.a").write_bytes(library(*objects))
    outcome = analyze_tensorlab_run(run, output=tmp_path / "out", formats=("markdown",))
    told = "3,940 bytes of flash and 2,088 of RAM, in 2 objects of mod.a, before linking"
    assert told in outcome.folder.report("md").read_text()
    assert read_tensorlab_record(outcome.folder) is not None
