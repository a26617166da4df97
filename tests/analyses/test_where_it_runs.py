from dataclasses import replace

import pytest

from afterfit.analyses.where_it_runs import where_it_runs
from afterfit.records import ActivationMemory, ArenaReport, VariantCost
from tests.report.sample_run import sample_profiles

PROFILE = sample_profiles()[1]
NARROW = ActivationMemory("estimated", 1, 1, 1, (), ("the file simulates both on int8",))


@pytest.mark.parametrize(
    ("file_format", "dtype_class", "runs_on", "why_not"),
    [
        ("tflite", "int8", "TFLite Micro", ""),
        ("tflite", "float", "TFLite Micro", ""),
        ("tflite", "hybrid", "LiteRT", "hybrid"),
        ("onnx", "float", "ONNX Runtime", "a float .tflite of the same network"),
        ("onnx", "int8", "ONNX Runtime", "an int8 .tflite of the same network"),
        ("onnx", "mixed", "ONNX Runtime", "simulates narrow integers on int8"),
    ],
)
def test_what_runs_a_file(file_format: str, dtype_class: str, runs_on: str, why_not: str) -> None:
    profile = replace(
        PROFILE,
        file_format=file_format,  # type: ignore[arg-type]
        dtype_class=dtype_class,  # type: ignore[arg-type]
        memory=NARROW,
    )
    place = where_it_runs(VariantCost(profile, None, None))
    assert place.runs_on.startswith(runs_on)
    assert why_not in place.unsupported
    assert bool(place.unsupported) == bool(why_not)


def test_what_tflite_micro_refuses_does_not_run_there() -> None:
    refused = VariantCost(
        replace(PROFILE, file_format="tflite", dtype_class="int8"),
        None,
        None,
        tflm_refusal="Didn't find op for builtin opcode 'FFT'",
    )
    place = where_it_runs(refused)
    assert place.runs_on.startswith("LiteRT")
    assert place.unsupported == "Didn't find op for builtin opcode 'FFT'"


def test_a_device_whose_compiler_takes_onnx_runs_it_and_no_tflite() -> None:
    onnx = replace(PROFILE, file_format="onnx", dtype_class="float")
    place = where_it_runs(VariantCost(onnx, None, None, compiled_by="TI's NN compiler"))
    assert place.runs_on == "the device, as C code that TI's NN compiler makes of the file"
    assert not place.unsupported
    tflite = replace(PROFILE, file_format="tflite", dtype_class="int8")
    why = "the tools of F28P55 (TI C28x) take ONNX files"
    assert where_it_runs(VariantCost(tflite, None, None, device_refusal=why)).unsupported == why


def test_it_says_whether_it_was_tried() -> None:
    profile = replace(PROFILE, file_format="tflite", dtype_class="int8")
    ran = VariantCost(profile, ArenaReport(1, 1, 2), None)
    assert "not tried" not in where_it_runs(ran).runs_on
    assert "not tried" in where_it_runs(replace(ran, arena=None)).runs_on


def test_what_nobody_checked_on_the_device_is_told() -> None:
    profile = replace(PROFILE, file_format="tflite", dtype_class="int8")
    cost = VariantCost(profile, ArenaReport(1, 1, 2), None, device_caveat="it was never built")
    place = where_it_runs(cost)
    assert place.runs_on == "TFLite Micro, on microcontrollers, but it was never built"
    assert not place.unsupported
