from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.analyses import paired_accuracy
from afterfit.records import Predictions, Windows
from afterfit.results import LayerSensitivity
from afterfit.runtimes import run_onnx, softmax
from afterfit.training import (
    QuantizationPlan,
    measure_sensitivity,
    quantize_after_training,
    quantized_forms,
)

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def planted(trained: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trained model, one of whose layers rounds badly and computes the same in float.

    One input channel of conv2 is always 0, and has weights so large that the scale of every row
    leaves nothing for the others.
    """
    import onnx
    from onnx import numpy_helper

    model = onnx.load(trained["folder"] / "model.onnx")
    for tensor in model.graph.initializer:
        if tensor.name == "conv2.weight":
            values = numpy_helper.to_array(tensor).copy()
            values[:, 0, 0, 0] = 300.0
            tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
        if tensor.name in ("conv1.weight", "conv1.bias"):
            values = numpy_helper.to_array(tensor).copy()
            values[0] = 0.0 if tensor.name.endswith("weight") else -1.0
            tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
    path: Path = tmp_path_factory.mktemp("planted") / "model.onnx"
    path.write_bytes(model.SerializeToString())
    return path


def windows_of(X: Any, y: Any) -> Windows:
    return Windows(
        class_names=("low", "middle", "high"),
        values=X[:, :, :, 0],
        channel_names=("x",),
        y_true=y,
        source=np.arange(len(y)) % 6,
        source_names=tuple(f"rec_{i}" for i in range(6)),
        offset=np.zeros(len(y), np.int64),
        split="validation",
    )


def record_of(windows: Windows) -> Callable[[Any, str], Predictions]:
    def record(outputs: Any, variant: str) -> Predictions:
        return Predictions(
            windows.class_names, windows.y_true, softmax(outputs), windows.source,
            windows.source_names, windows.offset, variant, windows.split,
        )  # fmt: skip

    return record


def measured(
    plan: QuantizationPlan, model: Path, data: dict[str, Any], folder: Path
) -> LayerSensitivity:
    quantize_after_training(plan, model, data["train"][0], folder)
    X, y = data["validation"]
    with quantized_forms(plan, model, data["train"][0], folder) as forms:
        return measure_sensitivity(forms, model, X, record_of(windows_of(X, y)), paired_accuracy)


@pytest.fixture(scope="module")
def found(
    planted: Path, trained: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> LayerSensitivity:
    return measured(QuantizationPlan(), planted, trained, tmp_path_factory.mktemp("q"))


def test_the_planted_layer_is_named_first(found: LayerSensitivity) -> None:
    assert found.most_telling()[0].layers == ("conv2",)
    assert found.most_telling()[0].sqnr_db > found.sqnr_db + 10
    assert found.candidate_value < found.reference_value - 0.1
    best = found.recommended()
    assert best is not None
    assert best.layers == ("conv2",)
    assert best.value == pytest.approx(found.reference_value, abs=0.05)


def test_every_layer_is_tried_alone_and_then_together(found: LayerSensitivity) -> None:
    names = [one.layers[0] for one in found.alone]
    assert names == ["input_norm", "conv1", "conv2", "conv4", "classifier"]
    assert [len(one.layers) for one in found.together] == [2, 3, 4]
    assert {one.n_parameters for one in found.alone if one.layers == ("conv2",)} == {328}
    assert found.together[0].n_parameters == sum(
        one.n_parameters for one in found.most_telling()[:2]
    )


def test_a_regain_is_what_excluding_the_layer_gives(
    found: LayerSensitivity, planted: Path, trained: dict[str, Any], tmp_path: Path
) -> None:
    plan = QuantizationPlan(exclude_layers=("conv2",))
    X, y = trained["validation"]
    model = quantize_after_training(plan, planted, trained["train"][0], tmp_path)
    accuracy = (run_onnx(model, X).argmax(axis=1) == y).mean()
    choice = next(one for one in found.alone if one.layers == ("conv2",))
    assert choice.value == accuracy
    assert choice.regained.value == pytest.approx(accuracy - found.candidate_value)


def test_a_layer_that_is_excluded_already_is_not_tried(
    planted: Path, trained: dict[str, Any], tmp_path: Path
) -> None:
    plan = QuantizationPlan(weight_bits=4, exclude_layers=("conv2", "input_norm"))
    found = measured(plan, planted, trained, tmp_path)
    assert [one.layers[0] for one in found.alone] == ["conv1", "conv4", "classifier"]
    assert found.candidate.variant == "w4a8"


def test_a_healthy_model_recommends_nothing(
    trained: dict[str, Any], waves: Callable[..., Any], tmp_path: Path
) -> None:
    found = measured(QuantizationPlan(), trained["folder"] / "model.onnx", trained, tmp_path)
    assert found.recommended() is None
    assert found.sqnr_db > 25
