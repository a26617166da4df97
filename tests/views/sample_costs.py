"""Costs and layers to draw."""

from math import inf, nan

from afterfit.records import (
    ActivationMemory,
    ArenaReport,
    BufferLife,
    Latency,
    LatencyRange,
    LayerProfile,
    ModelProfile,
    VariantCost,
)
from afterfit.results import LayerAgreement, LayerComparison


def sample_comparison() -> LayerComparison:
    return LayerComparison(
        reference="float32",
        candidate="int8",
        n_windows=8,
        layers=(
            LayerAgreement("same", "Conv", inf, inf, 1.0, 0.0, 0.0, 1.0, 0, 8),
            LayerAgreement("conv2 <b>", "Conv", 31.4, 3.2, 0.99, 0.4, 0.001, 0.02, 5, 8),
            LayerAgreement("silent", "Relu", nan, nan, nan, 0.0, nan, nan, 0, 8),
            LayerAgreement("probabilities", "Softmax", 11.2, 0.0, 0.96, 0.6, 0.0, 1.0, 5, 10),
        ),
        n_unmatched=1,
    )


def sample_profile(variant: str = "int8") -> ModelProfile:
    """Two layers; the int8 file is a .tflite, the float one an ONNX."""
    integer = variant == "int8"
    width = 1 if integer else 4
    layers = (
        LayerProfile("conv1", "CONV_2D", (1, 8, 12, 1), 88, 9_600, 88 * width, 96 * width),
        LayerProfile("fc", "FULLY_CONNECTED", (1, 4), 132, 400, 132 * width, 4 * width),
    )
    memory = ActivationMemory(
        basis="computed" if integer else "estimated",
        lower_bound_bytes=144 * width,
        planned_bytes=160 * width,
        n_steps=2,
        buffers=(
            BufferLife("input <b>", 48 * width, 0, 0, 96 * width),
            BufferLife("conv1_out", 96 * width, 0, 1, 0),
            BufferLife("output", 16, 1, 1, 96 * width),
        ),
        caveats=() if integer else ("An estimate only.",),
    )
    return ModelProfile(
        name="CLS_4k_NPU",
        variant=variant,
        input_shape=(1, 2, 24, 1),
        file_bytes=2_000 * width,
        layers=layers,
        file_format="tflite" if integer else "onnx",
        dtype_class="int8" if integer else "float",
        weight_bytes=220 * width,
        quantization_bytes=180 if integer else 0,
        memory=memory,
    )


def sample_costs() -> tuple[VariantCost, VariantCost]:
    known = LatencyRange("X-CUBE-AI 10.2", 1.0, 1.58, 2.5, 4, "tiny_results_v1.3")
    return (
        VariantCost(
            sample_profile("float32"), None, Latency("NUCLEO", (), "no float was measured")
        ),
        VariantCost(
            sample_profile(), ArenaReport(160, 1_024, 2**20), Latency("NUCLEO", (known,), "")
        ),
    )
