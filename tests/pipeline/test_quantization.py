import json
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.pipeline.config import parse_config
from afterfit.pipeline.quantization import quantization_plan, quantization_words
from afterfit.pipeline.run import run
from afterfit.readers import read_profiles
from afterfit.results import Analysis, LayerSensitivity, from_json
from afterfit.training import QuantizationPlan, TrainingPlan
from tests.pipeline.sensor_data import config_text, write_recordings


@pytest.mark.parametrize(
    ("keys", "plan"),
    [
        ("", QuantizationPlan()),
        ("quantization: 2", QuantizationPlan(scales="powers of two")),
        ("quantization_method: QAT, quantization_epochs: 7, quantization_learning_rate: 0.1",
         QuantizationPlan("QAT", epochs=7, learning_rate=0.1)),
        ("quantization_weight_bitwidth: 2, quantization_activation_bitwidth: 4",
         QuantizationPlan(weight_bits=2, activation_bits=4)),
        ("quantization_calibration_method: percentile, quantization_calibration_windows: 9",
         QuantizationPlan(calibration_method="percentile", calibration_windows=9)),
        ("quantization_exclude_layers: [conv1, classifier]",
         QuantizationPlan(exclude_layers=("conv1", "classifier"))),
    ],
    ids=["defaults", "powers of two", "QAT", "widths", "calibration", "in float"],
)  # fmt: skip
def test_each_key_reaches_the_plan(keys: str, plan: QuantizationPlan) -> None:
    assert quantization_plan(parse_config(f"training: {{{keys}}}").training) == plan


def test_the_facts_say_how() -> None:
    plan = QuantizationPlan(
        "QAT", weight_bits=4, scales="powers of two", calibration_windows=50,
        exclude_layers=("conv1",),
    )  # fmt: skip
    words = quantization_words(plan, TrainingPlan("CLS_1k_NPU", epochs=100, learning_rate=0.01))
    for part in ("w4a8 by QAT", "powers of two", "50 training windows", "20 epochs",
                 "learning rate 0.0001", "in float: conv1", "4-bit weights and 8-bit"):  # fmt: skip
        assert part in words


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("narrow")
    write_recordings(folder / "data", files=4, rows=80)
    (folder / "config.yaml").write_text(
        config_text(
            training_epochs=1,
            quantization_method="QAT",
            quantization_weight_bitwidth=4,
            quantization_activation_bitwidth=4,
            quantization_epochs=1,
            quantization_exclude_layers="[input_norm]",
        )
        + "testing: {report_format: markdown}"
    )
    return folder


@pytest.mark.train
def test_a_run_of_four_bits_is_told_in_every_place(home: Path) -> None:
    outcome = run(home / "config.yaml", home / "run")
    folder = outcome.folder
    assert isinstance(outcome.analysis, Analysis)
    assert {one.variant for one in outcome.analysis.variants} == {"float32", "int4"}
    (sensitivity,) = outcome.analysis.sensitivities
    assert from_json(folder.sensitivity.read_bytes()) == sensitivity
    assert isinstance(sensitivity, LayerSensitivity)
    assert "input_norm" not in {name for one in sensitivity.alone for name in one.layers}
    assert "QT010" in {finding.code for finding in outcome.analysis.findings}
    report = (folder.root / "report.md").read_text()
    assert "Layers in float" in report
    assert "int4 by QAT" in report
    _, narrow = read_profiles(folder.profiles)
    assert narrow.memory is not None
    assert any("counted at 4 bits" in caveat for caveat in narrow.memory.caveats)
    stages = json.loads(folder.manifest.read_text())["stages"]
    assert set(stages["quantize"]["outputs"]) == {
        "training/quantization/model.onnx",
        "training/quantization/history.csv",
        "training/quantization/checkpoint.pt",
    }
    assert "## Training of the quantised model" in report
    log = folder.file_log.read_text()
    assert "INT4 Quantized Model:" in log


@pytest.mark.train
def test_another_way_to_quantise_leaves_the_float_training_alone(home: Path) -> None:
    trained = (home / "run/training/base/model.onnx").read_bytes()
    text = (home / "config.yaml").read_text().replace("QAT", "PTQ")
    (home / "ptq.yaml").write_text(
        text.replace("report_format", "layer_sensitivity: false, report_format")
    )
    outcome = run(home / "ptq.yaml", home / "run")
    assert isinstance(outcome.analysis, Analysis)
    assert outcome.analysis.sensitivities == ()
    assert not outcome.folder.quantized_history.exists()
    report = (outcome.folder.root / "report.md").read_text()
    assert "Training of the quantised model" not in report
    assert (home / "run/training/base/model.onnx").read_bytes() == trained
    assert not (outcome.folder.quantization / "checkpoint.pt").exists()


@pytest.mark.train
def test_a_layer_that_is_not_there_is_one_sentence(home: Path) -> None:
    text = (home / "config.yaml").read_text().replace("[input_norm]", "[conv_1]")
    (home / "wrong.yaml").write_text(text)
    with pytest.raises(InputError, match=r"no layer 'conv_1' \(did you mean 'conv1'\?\)"):
        run(home / "wrong.yaml", home / "run")
