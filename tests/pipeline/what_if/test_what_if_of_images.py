from pathlib import Path

import numpy as np
import pytest

from afterfit import SampleOptions
from afterfit.pipeline.what_if import WhatIfWish
from tests.pipeline.what_if.of_classes import tried_on_classes


def write_corner_model(path: Path) -> Path:
    """A model of (n, 3, 8, 8) that says "red" where the top left corner of the first plane is."""
    from onnx import TensorProto, helper, numpy_helper, save

    weights = np.zeros((192, 2), np.float32)
    weights[:9:8, 1] = 8.0  # the first pixels of lines 0 and 1 of the first plane
    nodes = [
        helper.make_node("Flatten", ["x"], ["flat"]),
        helper.make_node("Gemm", ["flat", "W", "b"], ["z"]),
        helper.make_node("Softmax", ["z"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, 8, 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 2])],
        [
            numpy_helper.from_array(weights, "W"),
            numpy_helper.from_array(np.array([8, 0], np.float32), "b"),
        ],
    )
    opset = helper.make_opsetid("", 18)
    save(helper.make_model(graph, opset_imports=[opset], ir_version=10), path)
    return path


@pytest.mark.parametrize("layout", ["channels-first", "channels-last"])
def test_images_are_changed_and_put_back_as_the_model_takes_them(
    tmp_path: Path, layout: str
) -> None:
    rng = np.random.default_rng(0)
    y = np.arange(60) % 2
    x = rng.uniform(0, 0.3, (60, 3, 8, 8)).astype(np.float32)
    x[y == 1, 0, :2, 0] = 1.0
    data = tmp_path / "images.npz"
    stored = x if layout == "channels-first" else np.moveaxis(x, 1, -1)
    np.savez(data, x=stored, y=y, classes=np.array(["other", "red"]))
    model = write_corner_model(tmp_path / "corner.onnx")
    said = SampleOptions(layout=layout, pixels="0..1")  # type: ignore[arg-type]
    found = tried_on_classes(
        models={"m": model}, data=data, options=said, wish=WhatIfWish(sample="1")
    )
    (variant,) = found.variants
    assert variant.accuracy.value == 1.0
    keys = [one.key for one in variant.curves]
    assert keys == ["brightness", "contrast", "blur", "shift", "noise", "bits", "dead"]
    dead = variant.curves[-1]
    assert [one.label for one in dead.points] == ["red", "green", "blue"]
    assert [one.n_lost for one in dead.points] == [30, 0, 0]
    patches = {one.name: one.moved for one in variant.importance if one.part == "patch"}
    assert [name for name, moved in patches.items() if moved] == ["lines 0–1, columns 0–1"]
    occlusion = found.samples[0].occlusion
    strong = np.flatnonzero(np.abs(occlusion.drops) > 1e-9)
    assert {(int(occlusion.tops[i]), int(occlusion.starts[i])) for i in strong} == {(0, 0), (1, 0)}
