from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.pipeline.config import config_warnings, parse_config, read_config
from afterfit.pipeline.run import for_device
from afterfit.results import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)

COMPLETE = """
common:
  task_type: 'generic_timeseries_classification'
  target_device: 'F28P55'
dataset:
  dataset_name: 'dc_arc_fault_example_dsk'
data_processing_feature_extraction:
  feature_extraction_name: 'FFT1024Input_256Feature_1Frame_Full_Bandwidth'
  variables: 1
training:
  model_name: 'CLS_4k_NPU'
  training_epochs: 30
  quantization: 2
  quantization_method: 'QAT'
  quantization_weight_bitwidth: 8
  quantization_activation_bitwidth: 8
testing:
  enable: True
  test_float: True
  test_quantized: True
  analysis:
    confusion_matrix: True
    roc_curve: True
    class_histograms: True
    error_analysis: True
    save_errors: True
    max_errors_per_class: 10
  compare_results: True
"""
"""The complete configuration of §8.6.16, with the indentation that the page shows."""


def test_the_documented_configuration_is_accepted_as_it_stands() -> None:
    config = parse_config(COMPLETE)
    assert config.training.training_epochs == 30
    assert config.testing.max_errors_per_class == 10
    assert config.testing.comparison_wanted
    assert config_warnings(config) == ()


def test_both_documented_places_of_a_switch_work() -> None:
    under_testing = parse_config("testing: {error_analysis: {max_errors_per_class: 3}}")
    under_analysis = parse_config("testing: {analysis: {max_errors_per_class: 3}}")
    assert under_testing.testing.max_errors_per_class == 3
    assert under_analysis.testing.max_errors_per_class == 3
    assert parse_config("testing:").testing.max_errors_per_class == 20


def test_the_names_of_the_documents_are_known() -> None:
    config = parse_config(
        "dataset: {data_split_type: within_files, data_split_ratio: [0.5, 0.5, 0]}"
    )
    assert config.dataset.split_type == "within_files"
    assert config.dataset.split_factor == (0.5, 0.5, 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("training: {epochz: 3}", "training -> epochz: unknown key"),
        ("training: {training_epoch: 3}", "did you mean 'training_epochs'?"),
        ("trainin: {}", "trainin: unknown key (did you mean 'training'?)"),
        ("testing: {analysis: {roc: 1}}", "testing -> analysis -> roc: unknown key"),
        ("task_type: x", "task_type: this key belongs under common; indent it"),
        (
            "training: {training_epochs: many}",
            "training -> training_epochs: input should be a valid integer",
        ),
        ("training: {training_epochs: 0}", "greater than or equal to 1, got 0"),
        ("training: {model_name: CLS_4k}", "unknown model 'CLS_4k' (did you mean 'CLS_4k_NPU'?)"),
        ("common: {target_device: F28P5}", "unknown device 'F28P5' (did you mean"),
        ("common: {task_type: radar_classification}", "is not offered yet; offered: generic_time"),
        ("training: {quantization_weight_bitwidth: 16}", "input should be 8, 4 or 2, got 16"),
        (
            "training: {quantization: 3}",
            "training -> quantization: input should be 0, 1 or 2, got 3",
        ),
        ("dataset: {split_factor: [0.5, 0.1, 0.1]}", "three shares that sum to 1"),
        ("testing: {compare_results: true, analysis: {compare_results: false}}", "keep one"),
        ("training: {seed: 1, seed: 2}", "the key 'seed' is given twice"),
        ("training: [", "not valid YAML: line 1"),
        ("- a\n- b", "a configuration has the sections common, dataset"),
        ("", "a configuration has the sections"),
        ("training: 3", "training: input should be a valid dictionary"),
    ],
)
def test_each_mistake_is_one_clear_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_config(text)
    assert sentence in str(caught.value)
    assert caught.value.exit_code == 2
    assert len(str(caught.value).splitlines()) == 1


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_config("training: {epochz: 3, batch_size: -1}\ncommon: {target_device: Z80}")
    assert len(str(caught.value).splitlines()) == 3


def test_a_known_key_that_does_nothing_is_never_silent() -> None:
    config = parse_config(
        "training: {nas_enabled: true, num_gpus: 2, model_config: x.yaml}\n"
        "compilation: {enable: true}"
    )
    warned = {warning.split(": accepted")[0] for warning in config_warnings(config)}
    assert warned == {
        "training -> nas_enabled",
        "training -> num_gpus",
        "training -> model_config",
        "compilation -> enable",
    }


def test_a_default_that_is_spelt_out_needs_no_warning() -> None:
    assert config_warnings(parse_config("training: {nas_enabled: false, num_gpus: 0}")) == ()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such configuration file: .*gone\.yaml"):
        read_config(tmp_path / "gone.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"binary\.yaml"):
        read_config(tmp_path / "binary.yaml")


@pytest.mark.parametrize(
    ("wish", "policy"),
    [
        ("{}", HighestF1()),
        ("{cost_fp: 1, cost_fn: 5}", LeastCost(1, 5)),
        ("{max_false_positive_rate: 0.02}", RecallAtFalsePositiveRate(0.02)),
        ("{min_precision: 0.9}", RecallAtPrecision(0.9)),
        (
            "{max_false_alarms_per_hour: 1, windows_per_hour: 3600}",
            RecallAtFalseAlarms(1, 3600),
        ),
    ],
)
def test_a_wish_for_thresholds_is_a_policy(wish: str, policy: Policy) -> None:
    config = parse_config(f"testing: {{operating_point: {wish}}}")
    assert config.testing.operating_point.policy == policy


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("{cost_fp: 1}", "cost_fn and cost_fp belong together; give both"),
        ("{windows_per_hour: 1}", "max_false_alarms_per_hour and windows_per_hour belong together"),
        ("{min_precision: 1, max_false_positive_rate: 0}", "one wish at a time"),
        ("{min_precision: 7}", "less than or equal to 1"),
    ],
)
def test_half_a_wish_and_two_wishes_are_refused(wish: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        parse_config(f"testing: {{operating_point: {wish}}}")


def test_a_budget_is_read_and_checked() -> None:
    budget = parse_config("testing: {budget: {max_flash: 64k, max_latency: 5}}").testing.budget
    assert (budget.max_flash, budget.max_latency, budget.margin) == ("64k", 5, None)
    with pytest.raises(InputError, match="testing -> budget -> max_fash: unknown key"):
        parse_config("testing: {budget: {max_fash: 64k}}")
    with pytest.raises(InputError, match="testing -> budget -> margin"):
        parse_config("testing: {budget: {margin: 2}}")


@pytest.mark.parametrize(
    ("given", "name"),
    [("f28p55", "F28P55"), ("nucleo-l4r5zi", "NUCLEO-L4R5ZI"), ("mine.yaml:A", "mine.yaml:A")],
)
def test_a_target_device_has_the_names_that_the_option_takes(given: str, name: str) -> None:
    config = parse_config(f"common: {{target_device: '{given}'}}")
    assert config.common.target_device == name
    assert for_device(parse_config("training: {}"), given).common.target_device == name


def test_an_unknown_device_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"--device: unknown device .*did you mean 'F28P[56]5'"):
        for_device(parse_config("training: {}"), "f28p5")
