"""Network → ONNX file."""

from __future__ import annotations

import ast
import logging
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from afterfit.files import write_bytes

if TYPE_CHECKING:
    from torch import nn

INPUT_NAME = "input"
OUTPUT_NAME = "logits"


def export_onnx(
    network: nn.Module,
    sample_shape: tuple[int, ...],
    path: Path,
    output_name: str = OUTPUT_NAME,
) -> None:
    """Write the network as one ONNX file, whole or not at all.

    The file maps ``input``, float32 of shape (batch, *sample_shape), to the output of that name,
    ``logits`` of shape (batch, n_classes) where the network tells classes. Batch normalisation is
    folded into the convolution before it; the one of the input stays. Nodes carry the names of the
    network's layers. The same network gives the same bytes: traces of the source code, which the
    exporter adds, are removed.
    """
    import onnx

    with _quiet_exporter():
        model = onnx.load_from_string(_exported_bytes(network, sample_shape, output_name))
    _name_nodes_by_layer(model.graph)
    strip_metadata(model)
    write_bytes(path, model.SerializeToString(deterministic=True))


def _exported_bytes(network: nn.Module, sample_shape: tuple[int, ...], output_name: str) -> bytes:
    import torch

    # a batch of 1 would be taken for a constant
    example = torch.zeros((2, *sample_shape))
    program = torch.onnx.export(
        network.eval(),
        (example,),
        dynamo=True,
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        input_names=[INPUT_NAME],
        output_names=[output_name],
        external_data=False,
        verbose=False,
    )
    assert program is not None  # noqa: S101  # None is for the legacy exporter
    content: bytes = program.model_proto.SerializeToString()
    return content


@contextmanager
def _quiet_exporter() -> Iterator[None]:
    """Hold back what the exporter says of torchvision and of its own deprecations."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _name_nodes_by_layer(graph: Any) -> None:
    names = [_layer_name(node) for node in graph.node]
    counts = Counter(names)
    for node, name in zip(graph.node, names, strict=True):
        if name and counts[name] == 1:
            node.name = name


def _layer_name(node: Any) -> str:
    weights = [name for name in node.input if name.endswith(".weight")]
    if weights:
        # a convolution that took up a batch normalisation keeps its own name
        return str(weights[0].removesuffix(".weight"))
    scopes = {entry.key: entry.value for entry in node.metadata_props}.get(
        "pkg.torch.onnx.name_scopes", "[]"
    )
    # the whole network, its layer, the operation in the layer: "['', 'relu1', 'relu']"
    return str([*ast.literal_eval(scopes), "", ""][1])


def strip_metadata(model: Any) -> None:
    """Remove from an ONNX model what its exporter noted about itself, paths on disk included."""
    graph = model.graph
    owners = [model, graph, *graph.node, *graph.input, *graph.output]
    for owner in [*owners, *graph.value_info, *graph.initializer]:
        del owner.metadata_props[:]
        owner.doc_string = ""
