import numpy as np
import pytest

from afterfit.training.tflite.flatbuffer import FlatbufferModel
from afterfit.training.tflite.quantized_graph import Quantization

pytest.importorskip("ai_edge_litert")


def test_what_is_stored_starts_at_multiples_of_16_bytes() -> None:
    file = FlatbufferModel()
    scale = Quantization(np.array([0.5], np.float32), np.array([0]))
    read = file.add_activation("x", (1, 3), scale)
    values = [np.arange(n, dtype=np.int32) + 1_234_567 * n for n in (3, 5, 7, 9)]
    for number, one in enumerate(values):
        file.add_constant(f"c{number}", one)
    content = file.to_bytes(read, read, {"note": b"odd"})
    assert content[4:8] == b"TFL3"
    for one in values:
        assert content.count(one.tobytes()) == 1
        assert content.index(one.tobytes()) % 16 == 0
