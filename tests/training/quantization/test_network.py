from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import run_onnx
from afterfit.training import QuantizationPlan
from afterfit.training.quantization.forms import QuantizedForms
from afterfit.training.quantization.graphs import calibrated
from tests.training.quantization.small_models import windows, write_branches

torch = pytest.importorskip("torch")

from afterfit.training.quantization.network import QuantizedNetwork  # noqa: E402
from afterfit.training.quantization.parts import QuantizeStep  # noqa: E402
from afterfit.training.quantization.write import onnx_bytes  # noqa: E402

pytestmark = pytest.mark.train

PLANS = {
    "int8": QuantizationPlan(),
    "powers of two": QuantizationPlan(scales="powers of two"),
    "int4": QuantizationPlan(weight_bits=4, activation_bits=4),
    "int2, powers of two": QuantizationPlan(
        weight_bits=2, activation_bits=2, scales="powers of two"
    ),
    "w4a8": QuantizationPlan(weight_bits=4),
    "some in float": QuantizationPlan(activation_bits=4, exclude_layers=("depth",)),
}


@pytest.fixture(scope="module")
def branches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("branches") / "float.onnx"
    write_branches(path)
    return path


def network_and_bytes(path: Path, plan: QuantizationPlan, X: Any) -> tuple[Any, bytes]:
    with calibrated(path, X, plan) as model:
        graph = model.graph(plan.exclude_layers)
        network = QuantizedNetwork(graph, model.prepared, plan).eval()
        return network, onnx_bytes(network, graph, plan)


@pytest.mark.parametrize("name", list(PLANS))
def test_computes_what_onnx_runtime_computes(name: str, branches: Path, tmp_path: Path) -> None:
    X = windows(200, 2, 16)
    network, content = network_and_bytes(branches, PLANS[name], X[:50])
    (tmp_path / "m.onnx").write_bytes(content)
    expected = run_onnx(tmp_path / "m.onnx", X)
    with torch.no_grad():
        got = network(torch.from_numpy(X)).double().numpy()
    last = [step for step in network.parts.steps if isinstance(step, QuantizeStep)][-1]
    steps = np.abs(got - expected) / network.scale(last.scale).item()
    assert steps.max() < 1.001
    assert (steps > 0.5).mean() < 0.01
    assert (got.argmax(axis=1) != expected.argmax(axis=1)).mean() <= 0.005
    assert np.ptp(expected, axis=0).min() > 0


def test_optimised_kernels_differ_by_a_step_at_most(branches: Path, tmp_path: Path) -> None:
    import onnxruntime

    X = windows(200, 2, 16)
    network, content = network_and_bytes(branches, PLANS["int4"], X[:50])
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    with torch.no_grad():
        got = network(torch.from_numpy(X)).numpy()
    step = network.scale(network.parts.steps[-1].scale).item()
    assert np.abs(got - session.run(None, {"input": X})[0]).max() < 1.001 * step


def test_untouched_it_writes_the_quantisers_own_bytes(branches: Path) -> None:
    X, plan = windows(50, 2, 16), QuantizationPlan()
    with calibrated(branches, X, plan) as model:
        assert network_and_bytes(branches, plan, X)[1] == QuantizedForms(model, plan).onnx()


@pytest.mark.parametrize(
    ("bits", "largest", "levels"), [(8, 127, 256), (4, 7, 16), (2, 1, 4)], ids=lambda v: str(v)
)
def test_stored_integers_lie_on_the_narrow_grid(
    bits: Any, largest: int, levels: int, branches: Path, tmp_path: Path
) -> None:
    import onnx
    from onnx import TensorProto, numpy_helper

    from afterfit.runtimes.onnx_session import run_onnx_tensors

    X = windows(60, 2, 16)
    plan = QuantizationPlan(weight_bits=bits, activation_bits=bits)
    network, content = network_and_bytes(branches, plan, X)
    (tmp_path / "m.onnx").write_bytes(content)
    model = onnx.load_from_string(content)
    stored = {one.name: one for one in model.graph.initializer}
    for weight in network.parts.weights:
        tensor = stored[weight.stored]
        assert tensor.data_type == TensorProto.INT8
        assert np.abs(numpy_helper.to_array(tensor)).max() == largest
    inner = [s for s in network.parts.steps if isinstance(s, QuantizeStep)][1:-1]
    found = run_onnx_tensors(tmp_path / "m.onnx", model, [one.output for one in inner], X)
    assert {len(np.unique(found[one.output])) <= levels for one in inner} == {True}
    assert max(len(np.unique(found[one.output])) for one in inner) > levels / 2


def test_scales_are_powers_of_two_where_that_is_wanted(branches: Path) -> None:
    network, _ = network_and_bytes(branches, PLANS["int2, powers of two"], windows(50, 2, 16))
    scales = [one.scale for one in (*network.parts.weights, *network.parts.steps)
              if hasattr(one, "scale")]  # fmt: skip
    assert len(scales) > 8
    for name in scales:
        assert (torch.frexp(network.scale(name).detach()).mantissa == 0.5).all()


def test_a_pooling_shares_the_scale_of_what_it_reads(branches: Path) -> None:
    network, _ = network_and_bytes(branches, PLANS["int4"], windows(50, 2, 16))
    steps = {s.input: s for s in network.parts.steps if isinstance(s, QuantizeStep)}
    assert steps["m"].scale == steps["r2"].scale
    assert steps["m"].is_on_grid
    assert not steps["r2"].is_on_grid


def test_everything_that_is_stored_in_float_can_learn(branches: Path) -> None:
    plan = PLANS["some in float"]
    network, _ = network_and_bytes(branches, plan, windows(50, 2, 16))
    assert sorted(network.in_float) == ["b2", "w2"]
    network.train()(torch.from_numpy(windows(4, 2, 16))).square().sum().backward()
    silent = [name for name, one in network.named_parameters() if one.grad is None]
    assert silent == []


def test_without_any_layer_to_quantise_there_is_an_answer(tmp_path: Path) -> None:
    from onnx import helper

    from tests.training.quantization.small_models import model_of, weights

    node = helper.make_node("Gemm", ["input", "w"], ["logits"], "only")
    model = model_of([node], {"w": weights(3, 2)}, (3,))
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    with pytest.raises(InputError, match="no layer is left to quantise"):
        network_and_bytes(
            tmp_path / "m.onnx",
            QuantizationPlan(weight_bits=4, exclude_layers=("only",)),
            windows(5, 3),
        )
