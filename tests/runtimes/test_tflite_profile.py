from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.runtimes import profile_tflite
from tests.runtimes.tflite_models import MLPERF, needs_mlperf, write_dense


# parameters by hand for ad01 (weights 264,192 and biases 8 × 128 + 8 + 640); bytes as published
@needs_mlperf
@pytest.mark.parametrize(
    ("file", "parameters", "macs", "planned", "lower_bound", "basis"),
    [
        ("ad01_fp32", 264_192 + 1_672, 264_192, 3_072, 3_072, "computed"),
        ("ad01_int8", 264_192 + 1_672, 264_192, 768, 768, "computed"),
        ("ic01_resnet8_float", 77_706, 12_501_632, 196_608, 196_608, "computed"),
        ("ic01_resnet8_int8", 77_706, 12_501_632, 49_152, 49_152, "computed"),
        ("kws_float32", 22_604, 2_656_768, 64_000, 64_000, "computed"),
        ("kws_hybrid", 22_604, 2_656_768, 64_000, 64_000, "estimated"),
        ("kws_int8", 22_604, 2_656_768, 16_000, 16_000, "computed"),
        ("sww_dscnn1d_int8", 46_883, 826_368, 6_656, 6_656, "computed"),
    ],
)
def test_published_models(
    file: str, parameters: int, macs: int, planned: int, lower_bound: int, basis: str
) -> None:
    profile = profile_tflite(MLPERF / f"{file}.tflite", file, "x")
    assert (profile.n_parameters, profile.n_macs) == (parameters, macs)
    memory = profile.memory
    assert memory is not None
    assert (memory.planned_bytes, memory.lower_bound_bytes) == (planned, lower_bound)
    assert memory.basis == basis


@needs_mlperf
def test_layers_of_keyword_spotting_by_hand() -> None:
    profile = profile_tflite(MLPERF / "kws_int8.tflite", "kws", "int8")
    first, depthwise, pointwise = profile.layers[:3]
    assert (first.operator, first.n_macs) == ("CONV_2D", 25 * 5 * 64 * 10 * 4)
    assert (depthwise.operator, depthwise.n_macs) == ("DEPTHWISE_CONV_2D", 25 * 5 * 64 * 3 * 3)
    assert (pointwise.operator, pointwise.n_macs) == ("CONV_2D", 25 * 5 * 64 * 64)
    assert (first.n_parameters, first.weight_bytes) == (64 * 41, 64 * (40 + 4))
    assert first.output_bytes == 25 * 5 * 64
    assert profile.input_shape == (1, 49, 10, 1)


@pytest.mark.parametrize("kind", ["float", "weight-only", "hybrid", "int8"])
def test_every_class_has_the_same_parameters(tmp_path: Path, kind: str) -> None:
    profile = profile_tflite(write_dense(tmp_path / "m.tflite", kind), "dense", kind)
    assert (profile.n_parameters, profile.n_macs) == (15, 12)
    dense = profile.layers[-1]
    assert dense.weight_bytes == (60 if kind == "float" else 12 + 12)
    assert profile.weight_bytes + profile.quantization_bytes + profile.other_bytes == (
        profile.file_bytes
    )


def test_a_file_of_another_format_is_refused(linear_onnx: Path) -> None:
    with pytest.raises(InputError, match="not a TFLite model"):
        profile_tflite(linear_onnx, "x", "x")
