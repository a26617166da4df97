import getpass
import logging
import sysconfig
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.runtimes import run_onnx
from afterfit.training.export import export_onnx
from afterfit.training.networks import build_network
from afterfit.training.zoo import MODEL_NAMES

pytestmark = pytest.mark.train


def seasoned_network(name: str, n_channels: int, n_features: int) -> Any:
    """A network whose batch normalisations have seen data, so that folding them matters."""
    import torch

    network = build_network(name, n_channels, 4, seed=0)
    generator = torch.Generator().manual_seed(0)
    for _ in range(3):
        network(3 * torch.randn(8, n_channels, n_features, 1, generator=generator) + 1)
    return network.eval()


@pytest.mark.parametrize(
    ("name", "n_channels", "n_features"),
    [("CLS_4k_NPU", 3, 25), ("CLS_6k_NPU", 1, 64), ("CLS_13k_NPU", 2, 1)],
)
def test_onnxruntime_computes_what_torch_computes(
    tmp_path: Path, name: str, n_channels: int, n_features: int
) -> None:
    import torch

    network = seasoned_network(name, n_channels, n_features)
    export_onnx(network, (n_channels, n_features, 1), tmp_path / "model.onnx")
    X = np.random.default_rng(1).normal(1, 3, (9, n_channels, n_features, 1)).astype(np.float32)
    with torch.no_grad():
        expected = network(torch.tensor(X)).numpy()
    assert name in MODEL_NAMES
    for n in (1, 9):
        assert run_onnx(tmp_path / "model.onnx", X[:n]) == pytest.approx(expected[:n], abs=1e-5)


def test_the_file_has_its_names_a_free_batch_and_no_trace_of_where_it_was_made(
    trained: dict[str, Any],
) -> None:
    import onnx

    content = (trained["folder"] / "model.onnx").read_bytes()
    model = onnx.load_from_string(content)
    onnx.checker.check_model(model, full_check=True)
    (model_input,), (model_output,) = model.graph.input, model.graph.output
    batch, *rest = model_input.type.tensor_type.shape.dim
    assert (model_input.name, model_output.name) == ("input", "logits")
    assert batch.dim_param == "batch"
    assert [dim.dim_value for dim in rest] == [1, 32, 1]
    traces = ["site-packages", ".py", str(Path.home()), sysconfig.get_paths()["purelib"]]
    for trace in [*traces, f"/{getpass.getuser()}/", "stack_trace", "afterfit"]:
        assert trace.encode() not in content
    assert not any(node.metadata_props or node.doc_string for node in model.graph.node)


def test_nodes_are_called_like_the_layers(trained: dict[str, Any]) -> None:
    import onnx

    model = onnx.load(trained["folder"] / "model.onnx")
    assert [node.name for node in model.graph.node] == [
        "input_norm",
        *("conv1", "relu1", "conv2", "relu2", "pool3", "conv4", "relu4"),
        *("average", "flatten", "classifier"),
    ]


def test_a_second_export_is_silent_and_gives_the_same_bytes(
    trained: dict[str, Any], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    import torch

    level = logging.getLogger("torch.onnx").level
    network = torch.load(trained["folder"] / "best_model.pt", weights_only=False)
    export_onnx(network, (1, 32, 1), tmp_path / "again.onnx")
    assert (tmp_path / "again.onnx").read_bytes() == (trained["folder"] / "model.onnx").read_bytes()
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("torch.onnx").level == level
    assert [path.name for path in tmp_path.iterdir()] == ["again.onnx"]
