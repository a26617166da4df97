"""A configuration that trains nothing and names a trained model."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from afterfit.errors import InputError
from afterfit.pipeline.config import parse_config
from afterfit.pipeline.config.load import config_warnings
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.given_model import check_untrained, given_model
from afterfit.pipeline.run import run
from afterfit.pipeline.tracing.trace import trace
from afterfit.pipeline.what_if import WhatIfWish, what_if
from afterfit.results import Analysis, PredictionTrace
from afterfit.results.prediction_trace import Neighbourhood
from afterfit.training import SCALE_FILE
from tests.pipeline.sensor_data import config_text, write_recordings
from tests.pipeline.small_models import write_onnx_softmax


def write_linear(
    path: Path, *, n_classes: int = 3, softmax: bool = False, width: int = 40, seed: int = 3
) -> Path:
    """Write logits of windows of two channels, shape (n, 2, width, 1)."""
    from onnx import TensorProto, helper, numpy_helper, save

    weights = np.random.default_rng(seed).normal(0, 0.1, (2 * width, n_classes)).astype(np.float32)
    nodes = [
        helper.make_node("Flatten", ["x"], ["flat"]),
        helper.make_node("MatMul", ["flat", "W"], ["z" if softmax else "y"]),
    ]
    if softmax:
        nodes.append(helper.make_node("Softmax", ["z"], ["y"]))
    shapes = {"x": ["n", 2, width, 1], "y": ["n", n_classes]}
    ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in shapes.items()]
    graph = helper.make_graph(
        nodes, "graph", ends[:1], ends[1:], [numpy_helper.from_array(weights, "W")]
    )
    opset = helper.make_opsetid("", 18)
    path.parent.mkdir(exist_ok=True, parents=True)
    save(helper.make_model(graph, opset_imports=[opset], ir_version=10), path)
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("given")
    write_recordings(folder / "data")
    return folder


def written(home: Path, *, train: bool = False, **testing: object) -> Path:
    keys = yaml.safe_load(config_text(enable=train))
    keys["testing"] = {"report_format": "markdown", **testing}
    (home / "config.yaml").write_text(yaml.safe_dump(keys))
    return home / "config.yaml"


def test_the_model_is_tested_on_the_data_set(home: Path) -> None:
    write_linear(home / "mine.onnx")
    config = written(home, model_path="mine.onnx")
    outcome = run(config, home / "out")
    assert isinstance(outcome.analysis, Analysis)
    assert {one.variant for one in outcome.analysis.variants} == {"float32"}
    assert (home / "out/testing/model.onnx").read_bytes() == (home / "mine.onnx").read_bytes()
    assert not (home / "out/training/base/model.onnx").exists()
    text = (home / "out/report.md").read_text()
    assert "tones · mine" in text
    assert "mine.onnx was given in testing" in text
    made = (home / "out/report.md").stat().st_mtime_ns
    run(config, home / "out")
    assert (home / "out/report.md").stat().st_mtime_ns == made  # nothing is done twice
    write_linear(home / "mine.onnx", seed=4)
    run(config, home / "out")
    assert (home / "out/report.md").stat().st_mtime_ns > made


def test_its_answers_are_traced_and_tried_under_changes(home: Path) -> None:
    write_linear(home / "mine.onnx")
    run(written(home, model_path="mine.onnx"), home / "asked")
    traced = trace(home / "asked", "least-sure")
    assert [one.variant for one in traced.variants] == ["float32"]
    assert isinstance(traced, PredictionTrace)
    assert isinstance(traced.neighbourhood, Neighbourhood)
    tried = what_if(home / "asked", wish=WhatIfWish(changes=("gain",), importance=False))
    assert {one.scope.variant for one in tried.variants} == {"float32"}


def test_a_given_tflite_is_tried_and_its_layers_are_refused(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.testing.mkdir()
    (folder.testing / "model.tflite").touch()
    assert folder.reference_model == folder.testing / "model.tflite"
    assert RunFolder(tmp_path / "trained").reference_model == tmp_path.joinpath(
        "trained/training/base/model.onnx"
    )


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ({"n_classes": 2}, "gives 2 numbers a window, and the data set has 3 classes"),
        ({"softmax": True}, "ends with a softmax, and a run takes logits"),
        ({"width": 30}, "mine.onnx|model.onnx"),
    ],
    ids=["classes", "softmax", "width"],
)
def test_models_that_do_not_fit_the_data_set(
    home: Path, tmp_path: Path, model: dict[str, Any], words: str
) -> None:
    write_linear(tmp_path / "mine.onnx", **model)
    with pytest.raises(InputError, match=words):
        run(written(home, model_path=str(tmp_path / "mine.onnx")), tmp_path / "out")


def test_files_that_are_no_model_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "notes.onnx").write_text("hello")
    for name, words in (("none.onnx", "no such file"), ("notes.onnx", "notes.onnx")):
        config = parse_config(f"training: {{enable: false}}\ntesting: {{model_path: {name}}}")
        with pytest.raises(InputError, match=words):
            given_model(config, tmp_path)


def test_numbers_need_the_scale_of_their_training(tmp_path: Path) -> None:
    write_onnx_softmax(tmp_path / "model.onnx")
    text = (
        "common: {task_type: generic_timeseries_regression}\n"
        "training: {enable: false}\ntesting: {model_path: model.onnx}"
    )
    with pytest.raises(InputError, match=f"no units without {SCALE_FILE}"):
        given_model(parse_config(text), tmp_path)
    (tmp_path / SCALE_FILE).write_text("{}")
    found = given_model(parse_config(text), tmp_path)
    assert found is not None
    assert found.scale == tmp_path / SCALE_FILE


@pytest.mark.parametrize(
    ("text", "is_given"),
    [
        ("training: {enable: false}\ntesting: {model_path: a.onnx}", True),
        ("testing: {skip_train: true, model_path: a.onnx}", True),
        ("testing: {model_path: a.onnx}", False),
        ("training: {enable: false}", False),
        ("training: {enable: false}\ntesting: {enable: false, model_path: a.onnx}", False),
    ],
)
def test_when_a_given_model_is_tested(text: str, is_given: bool) -> None:
    config = parse_config(text)
    assert config.tests_given_model is is_given
    warned = any("testing -> model_path" in one for one in config_warnings(config))
    assert warned is (config.trains and config.testing.model_path is not None)


def test_a_training_is_not_mixed_with_another_model(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    check_untrained(folder)
    folder.history.parent.mkdir(parents=True)
    folder.history.write_text("epoch\n")
    with pytest.raises(InputError, match="holds a training already"):
        check_untrained(folder)


def test_without_a_model_it_is_said_what_to_give(home: Path, tmp_path: Path) -> None:
    told: list[str] = []

    class Heard:
        def stage(self, title: str, *, skipped: bool = False) -> None: ...
        def epoch(self, report: object) -> None: ...
        def warning(self, text: str) -> None:
            told.append(text)

    run(written(home), tmp_path / "out", Heard())
    assert any("name its .onnx or .tflite in testing -> model_path" in one for one in told)
