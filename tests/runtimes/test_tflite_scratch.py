from pathlib import Path

import numpy as np
import pytest

from afterfit.runtimes import profile_tflite, run_tflm
from afterfit.training.tflite.flatbuffer import FlatbufferModel
from afterfit.training.tflite.quantized_graph import Quantization

pytest.importorskip("tflite_micro")

SCALE = Quantization(np.array([0.5], np.float32), np.array([3]))


@pytest.mark.parametrize(
    ("shape", "axes"),
    [
        ((1, 4, 4, 8), (1, 2)),
        ((1, 1, 1, 64), (1, 2)),
        ((1, 4, 4, 8), (3,)),
        ((1, 64, 8), (1,)),
        ((1, 7, 5, 3, 8), (1, 2, 3)),
    ],
)
def test_the_arena_of_a_mean_is_that_of_tflite_micro(
    shape: tuple[int, ...], axes: tuple[int, ...], tmp_path: Path
) -> None:
    file = FlatbufferModel()
    made = tuple(1 if axis in axes else side for axis, side in enumerate(shape))
    read, mean = file.add_activation("x", shape, SCALE), file.add_activation("mean", made, SCALE)
    places = file.add_constant("axes", np.array(axes, np.int32))
    file.add_operator("MEAN", [read, places], mean, {"keepDims": True})
    path = tmp_path / "mean.tflite"
    path.write_bytes(file.to_bytes(read, mean, {}))
    memory = profile_tflite(path, "mean", "int8").memory
    assert memory is not None
    assert memory.planned_bytes == run_tflm(path, np.zeros(shape)).arena.head_bytes
