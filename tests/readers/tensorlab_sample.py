"""A run folder as Tensorlab leaves it, made by a script: two models, their data set, all logs."""

from pathlib import Path

import numpy as np
import onnx
import yaml
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

FRAME = 16
CLASSES = ("fast", "slow")
STEP = 0.05
"""Scale of the integer logits; it is nowhere in the file, as in Tensorlab."""
_HERTZ = {"fast": 4.0, "slow": 1.0}
_LISTS = {"train": (0, 1, 2), "val": (3, 4), "test": (5, 6, 7)}


def write_project(root: Path, *, blind: float = 0.6) -> Path:
    """Write a project with one run and return the run folder; *blind* makes the models worse."""
    project = root / "projects" / "tones"
    _write_dataset(project / "dataset")
    run = project / "run" / "20260101-120000" / "CLS_tiny"
    for stage in ("base", "quantization"):
        (run / "training" / stage).mkdir(parents=True)
    weights = _weights(blind)
    onnx.save(_model(weights, integers=False), run / "training/base/model.onnx")
    onnx.save(_model(weights, integers=True), run / "training/quantization/model.onnx")
    (run / "run.yaml").write_text(yaml.safe_dump(_SECTIONS))
    return run


_SECTIONS = {
    "common": {"task_type": "generic_timeseries_classification", "target_device": "F28P55",
               "run_name": "{date-time}/{model_name}", "projects_path": "/home/ti/projects"},
    "dataset": {"dataset_name": "tones", "split_type": "amongst_files", "annotation_dir":
                "annotations", "annotation_prefix": "instances", "max_num_files": 10000,
                "dataset_path": "/home/ti/projects/tones/dataset"},
    "data_processing_feature_extraction": {
        "feature_extraction_name": "Custom_Default", "data_proc_transforms": ["SimpleWindow"],
        "feat_ext_transform": ["RAW_FE", "CONCAT"], "frame_size": FRAME, "stride_size": 0.5,
        "variables": 1, "num_frame_concat": 1, "sampling_rate": 1, "stacking": "2D1",
        "gain_variations": None, "target_variables": [], "forecast_horizon": 1,
        "data_proc_dir": "/home/ti/x", "feat_ext_store_dir": None},
    "training": {"model_name": "CLS_tiny", "quantization": 2, "output_int": True,
                 "training_path": "/home/ti/projects/tones/run"},
    "testing": {"enable": True, "skip_train": False},
}  # fmt: skip


def _signal(name: str, number: int) -> NDArray[np.float64]:
    rng = np.random.default_rng([number, len(name) + ord(name[0])])
    time = np.arange(80) / 16
    return np.cos(2 * np.pi * _HERTZ[name] * time) + rng.normal(0, 0.9, 80)


def _write_dataset(root: Path) -> None:
    for name in CLASSES:
        for number in range(8):
            path = root / "classes" / name / f"rec_{number}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savetxt(path, _signal(name, number)[:, None], "%.6f", header="x", comments="")
    (root / "annotations").mkdir()
    for split, numbers in _LISTS.items():
        lines = [f"{name}/rec_{number}.csv" for name in CLASSES for number in numbers]
        path = root / "annotations" / f"instances_{split}_list.txt"
        path.write_text("\n".join(lines) + "\n")


def _weights(blind: float) -> NDArray[np.float32]:
    time = np.arange(FRAME) / 16
    waves = [np.cos(2 * np.pi * _HERTZ[name] * time) for name in CLASSES]
    noise = np.random.default_rng(3).normal(0, blind, (FRAME, 2))
    return (0.5 * (np.stack(waves, axis=1) + noise)).astype(np.float32)


def _model(weights: NDArray[np.float32], *, integers: bool) -> onnx.ModelProto:
    """Return a linear network on (n, 1, FRAME, 1); its int8 form ends in plain int8 logits."""
    nodes = [helper.make_node("Flatten", ["x"], ["flat"])]
    constants = {"w": weights}
    nodes.append(helper.make_node("MatMul", ["flat", "w"], ["logits"]))
    kind, end = TensorProto.FLOAT, "logits"
    if integers:
        constants |= {
            "factor": np.array(1 / STEP, np.float32),
            "low": np.array(-128, np.float32),
            "high": np.array(127, np.float32),
        }
        nodes += [
            helper.make_node("Mul", ["logits", "factor"], ["scaled"]),
            helper.make_node("Round", ["scaled"], ["whole"]),
            helper.make_node("Clip", ["whole", "low", "high"], ["clipped"]),
            helper.make_node("Cast", ["clipped"], ["codes"], to=TensorProto.INT8),
        ]
        kind, end = TensorProto.INT8, "codes"
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, FRAME, 1])],
        [helper.make_tensor_value_info(end, kind, ["n", 2])],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(made)
    return made


def write_logs(run: Path, accuracy: float, counts: dict[str, tuple[int, int]]) -> None:
    """Write run.log, the file-level log of *counts* by "class/file", and the ROC table."""
    base = run / "training/base"
    (base / "run.log").write_text(
        "INFO: root.main.FloatTrain.BestEpoch : Best Epoch: 9\n"
        "INFO: root.main.FloatTrain.BestEpoch : Acc@1 86.000\n"
        "INFO: root.main.FloatTrain.BestEpoch : F1-Score 0.860\n"
        "INFO: root.main.FloatTrain.BestEpoch : AUC ROC Score 0.912\n"
        f"INFO: root.main.test_data : Test Data Evaluation Accuracy: {accuracy * 100:.2f}%\n"
        "INFO: root.main.test_data : Test Data Evaluation AUC ROC Score: 0.913\n"
    )
    log = "".join(_pretty(stage, counts) for stage in ("FloatTrain", "QuantTrain", "TestData"))
    (base / "file_level_classification_summary.log").write_text(log)
    place = run / "training/quantization/post_training_analysis"
    place.mkdir(exist_ok=True)
    block = ("0.0,0.0,inf", "0.0,0.5,40.0", "0.5,1.0,3.0", "1.0,1.0,-60.0")
    rows = [f"{i},{row}" for i, row in enumerate(block * 2)]
    (place / "fpr_tpr_thresholds.csv").write_text("\n".join([",fpr,tpr,thresholds", *rows]) + "\n")


def _pretty(stage: str, counts: dict[str, tuple[int, int]]) -> str:
    heads = ["True Class", "File", "Total Samples", *(f"Predicted as {one}" for one in CLASSES)]
    cells = [[*name.split("/"), str(sum(both)), *map(str, both)] for name, both in counts.items()]
    rule = "+" + "+".join("-" * 24 for _ in heads) + "+"
    lines = ["|" + "|".join(f"{cell:^24}" for cell in row) + "|" for row in (heads, *cells)]
    table = "\n".join([rule, lines[0], rule, *lines[1:], rule])
    return f"INFO: root.main.{stage} : File-level summary of {stage}:\n{table}\n"
