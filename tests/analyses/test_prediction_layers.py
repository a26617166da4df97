from math import inf, isnan

import numpy as np
import pytest

from afterfit.analyses import compare_layers
from afterfit.analyses.prediction_layers import parts_at, saturated_share, trace_layers
from afterfit.records import LayerOutput
from tests.analyses.test_layers import layer

X = np.array([[[0.0, 1.0], [2.0, -4.0]]])


def test_numbers_of_one_layer() -> None:
    (found,) = trace_layers([layer(X)])
    assert (found.shape, found.lowest, found.mean, found.highest) == ((2, 2), -4.0, -0.25, 2.0)
    assert found.zeros == 0.25
    assert isnan(found.saturated)
    assert isnan(found.snr_db)
    assert found.compared_with == ""
    assert found.picture == ((0.0, 1.0), (2.0, -4.0))


@pytest.mark.parametrize(
    ("values", "lowest", "highest", "share"),
    [
        ([[-1.28, 0.0, 1.27, 1.0]], -1.28, 1.27, 0.5),
        ([[0.0, 0.0, 2.55, 1.0]], 0.0, 2.55, 0.25),
        ([[0.0, 0.5, 1.0, 1.5]], -1.28, 2.0, 0.0),
        ([[0.0, 0.5, 1.0, 1.5]], -inf, inf, float("nan")),
    ],
    ids=["both ends", "zeros of a ReLU do not count", "inside", "float"],
)
def test_saturated(values: object, lowest: float, highest: float, share: float) -> None:
    found = saturated_share(layer(values, lowest=lowest, highest=highest))
    assert found == pytest.approx(share, nan_ok=True)


def test_the_ratio_is_that_of_the_comparison_of_models() -> None:
    noisy = X + np.array([[[0.0, 0.1], [0.0, 0.3]]])
    (found,) = trace_layers([layer(noisy)], [layer(X)])
    (judge,) = compare_layers([layer(X)], [layer(noisy)], "float32", "int8").layers
    assert found.snr_db == pytest.approx(judge.sqnr_db)
    assert found.compared_with == "a"


def test_the_first_layer_below_a_tenth_is_where_they_part() -> None:
    real = [layer(X, name) for name in ("a", "b", "c")]
    other = [layer(X, "a"), layer(X * 1.11, "b"), layer(X * 2, "c")]
    assert parts_at(trace_layers(other, real)) == "b"
    assert parts_at(trace_layers([layer(X * 1.05, "a"), *real[1:]], real)) == ""


def test_a_tflite_finds_its_partners_through_the_onnx_that_it_was_written_from() -> None:
    real = [LayerOutput("relu1", "Relu", "t1", X, 1, -inf, inf, ())]
    twin = [LayerOutput("conv1", "Conv", "t1", X * 1.01, 1, -1.0, 1.0, ())]
    last = np.moveaxis(X * 1.1, 1, -1)[:, None]
    tflite = [
        LayerOutput("conv1", "CONV_2D", "0: conv1", last, -1, -1.0, 1.0, ()),
        LayerOutput("padded", "PAD", "1: padded", last, -1, -1.0, 1.0, ()),
    ]
    found = trace_layers(tflite, real, twin)
    assert [one.compared_with for one in found] == ["relu1", ""]
    assert found[0].snr_db == pytest.approx(20.0)
    assert found[0].picture == ((0.0, 1.1), (2.2, -4.4))
    assert not any(one.compared_with for one in trace_layers(tflite, real))
