from pathlib import Path
from typing import Any

import pytest

from afterfit.runtimes import layer_outputs, profile_onnx
from afterfit.runtimes.onnx_widths import stated_widths
from afterfit.training import QuantizationPlan, quantize_after_training
from tests.training.quantization.small_models import windows, write_branches

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Any]:
    folder = tmp_path_factory.mktemp("widths")
    write_branches(folder / "float.onnx")
    made = {}
    for bits in (8, 4, 2):
        plan = QuantizationPlan(weight_bits=bits, activation_bits=bits)
        model = quantize_after_training(
            plan, folder / "float.onnx", windows(30, 2, 16), folder / str(bits)
        )
        made[bits] = profile_onnx(model, "branches", plan.variant)
    return made


@pytest.mark.parametrize("bits", [4, 2])
def test_weights_and_activations_are_counted_at_their_width(
    profiles: dict[int, Any], bits: int
) -> None:
    whole, narrow = profiles[8], profiles[bits]
    assert narrow.n_parameters == whole.n_parameters
    assert narrow.n_macs == whole.n_macs
    n_weights = 4 * 2 * 3 + 4 * 1 * 3 + 3 * 8
    assert whole.weight_bytes - narrow.weight_bytes == n_weights * (8 - bits) // 8
    assert narrow.operators == whole.operators  # the Clips of the simulation are none
    assert narrow.memory.lower_bound_bytes < whole.memory.lower_bound_bytes
    (caveat,) = [one for one in narrow.memory.caveats if "counted at" in one]
    assert f"Weights are counted at {bits} bits and activations at {bits}" in caveat


def test_8_bits_say_nothing(profiles: dict[int, Any]) -> None:
    assert not any("counted at" in one for one in profiles[8].memory.caveats)


@pytest.mark.parametrize(
    ("said", "expected"),
    [({}, None), ({"weight_bits": "4"}, None), ({"weight_bits": "4", "activation_bits": "x"}, None),
     ({"weight_bits": "4", "activation_bits": "8"}, (4, 8))],
    ids=["nothing", "half", "no number", "both"],
)  # fmt: skip
def test_what_a_file_states(said: dict[str, str], expected: Any, tmp_path: Path) -> None:
    import onnx

    write_branches(tmp_path / "m.onnx")
    model = onnx.load(tmp_path / "m.onnx")
    for name, value in said.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = f"afterfit.{name}", value
    assert stated_widths(model) == expected


def test_layers_of_a_narrow_file_match_those_of_the_float_model(tmp_path: Path) -> None:
    X = windows(30, 2, 16)
    write_branches(tmp_path / "float.onnx")
    plan = QuantizationPlan(weight_bits=4, activation_bits=4)
    narrow = quantize_after_training(plan, tmp_path / "float.onnx", X, tmp_path / "4")
    layers = layer_outputs(narrow, X)
    assert "Clip" not in {one.operator for one in layers}
    inner = next(one for one in layers if one.name == "depth")
    step = (inner.highest - inner.lowest) / 15
    assert len(set((inner.values / step).round(3).ravel().tolist())) <= 16
    assert inner.lowest <= inner.values.min() + 1e-6
    assert inner.values.max() <= inner.highest + 1e-6
