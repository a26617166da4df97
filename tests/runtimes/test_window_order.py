from dataclasses import replace

import numpy as np
import pytest

from afterfit.records import GraphTensor, ModelGraph, WindowOrder
from afterfit.runtimes.window_order import (
    in_order_of_input,
    in_order_of_training,
    read_window_order,
    write_window_order,
)

ORDER = WindowOrder((3, 5, 1), (2, 1, 0))
GRAPH = ModelGraph(
    file_format="tflite",
    file_bytes=0,
    dtype_class="int8",
    tensors=(GraphTensor("x", (1, 1, 5, 3), "int8", 15, is_constant=False),),
    operators=(),
    inputs=(0,),
    outputs=(0,),
    weight_bytes=0,
    quantization_bytes=0,
    window=ORDER,
)


def test_channels_come_last() -> None:
    X = np.arange(30).reshape(2, 3, 5, 1)
    moved = in_order_of_input(X, GRAPH)
    assert moved.shape == (2, 1, 5, 3)
    assert moved[1, 0, 4].tolist() == X[1, :, 4, 0].tolist()


@pytest.mark.parametrize(
    "graph",
    [
        replace(GRAPH, window=None),
        replace(GRAPH, window=WindowOrder((4, 5, 1), (2, 1, 0))),
        replace(GRAPH, tensors=(replace(GRAPH.tensors[0], shape=(1, 1, 5, 4)),)),
    ],
    ids=["nothing said", "other windows", "contradiction"],
)
def test_else_windows_stay(graph: ModelGraph) -> None:
    X = np.zeros((2, 3, 5, 1))
    assert in_order_of_input(X, graph) is X


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b'{"shape": [1, 2], "axes": [0, 0]}', b'{"shape": 1, "axes": 2}'],
)
def test_metadata_of_another_origin_says_nothing(content: bytes) -> None:
    assert read_window_order(content) is None


@pytest.mark.parametrize("order", [ORDER, replace(ORDER, also_output=True)])
def test_what_is_written_is_read(order: WindowOrder) -> None:
    assert read_window_order(write_window_order(order)) == order


@pytest.mark.parametrize("axes", [(2, 1, 0), (1, 2, 0), (0, 1, 2)])
def test_what_an_autoencoder_gives_is_turned_back(axes: tuple[int, ...]) -> None:
    sides = tuple((3, 5, 1)[axis] for axis in axes)
    tensor = replace(GRAPH.tensors[0], shape=(1, *sides))
    graph = replace(GRAPH, tensors=(tensor,), window=WindowOrder((3, 5, 1), axes, True))
    X = np.arange(30).reshape(2, 3, 5, 1)
    assert np.array_equal(in_order_of_training(in_order_of_input(X, graph), graph), X)


@pytest.mark.parametrize("order", [None, ORDER, replace(ORDER, also_output=True)])
def test_outputs_that_are_no_windows_stay(order: WindowOrder | None) -> None:
    rows = np.zeros((2, 4))
    assert in_order_of_training(rows, replace(GRAPH, window=order)) is rows
