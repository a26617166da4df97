from math import inf, isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.analyses import compare_layers
from afterfit.errors import InputError
from afterfit.records import LayerOutput

Array = NDArray[np.float64]


def layer(
    values: object,
    name: str = "a",
    lowest: float = -inf,
    highest: float = inf,
    reads: tuple[int, ...] = (),
) -> LayerOutput:
    array = np.asarray(values, dtype=np.float64)
    return LayerOutput(name, "Conv", name, array, 1, lowest, highest, reads)


X = np.array([[1.0, 10.0], [-1.0, 0.0]])


@pytest.mark.parametrize(
    ("values", "sqnr_db", "cosine", "noise"),
    [
        (X, inf, 1.0, 0.0),
        (X * 1.1, 20.0, 1.0, 0.01),
        (X * [[1.0, 1.1]], 10 * np.log10(102), 0.99995, 0.005),
        (np.zeros((2, 2)), 0.0, float("nan"), 1.0),
        (-X, 20 * np.log10(0.5), -1.0, 1.0),
    ],
    ids=["same", "ten percent", "one channel", "silent", "turned"],
)
def test_by_hand(values: Array, sqnr_db: float, cosine: float, noise: float) -> None:
    found = compare_layers([layer(X)], [layer(values)], "float32", "int8").layers[0]
    assert found.sqnr_db == pytest.approx(sqnr_db)
    assert found.cosine == pytest.approx(cosine, abs=1e-4, nan_ok=True)
    assert found.added_noise == pytest.approx(noise)
    assert found.n_channels == 2
    assert isnan(found.saturated)
    assert isnan(found.range_used)


def test_a_silent_reference_has_no_ratio() -> None:
    zero = np.zeros((2, 2))
    same = compare_layers([layer(zero)], [layer(zero)], "float32", "int8").layers[0]
    assert isnan(same.sqnr_db)
    assert isnan(same.channel_sqnr_db)
    assert same.added_noise == 0
    loud = compare_layers([layer(zero)], [layer(X)], "float32", "int8").layers[0]
    assert loud.sqnr_db == -inf
    assert loud.added_noise == 1


def test_saturation_range_and_dead_channels() -> None:
    # a tensor that holds -128 … 127: 200 does not fit, 127.4 rounds to what fits
    x = np.array([[200.0, 0.5, 3.0], [127.4, -0.5, 3.0]])
    y = np.array([[127.0, 0.0, 3.0], [127.0, 0.0, 3.0]])
    found = compare_layers([layer(x)], [layer(y, lowest=-128, highest=127)], "f", "i").layers[0]
    assert found.saturated == pytest.approx(1 / 6)
    assert found.range_used == pytest.approx(127 / 255)
    # the first two channels move in the reference alone, the third is still in both
    assert (found.n_dead_channels, found.n_channels) == (2, 3)


def test_one_loud_channel_does_not_hide_the_others() -> None:
    x = np.array([[1000.0, 1.0, 2.0], [-1000.0, -1.0, 1.0]])
    y = x * [[1.0, 0.0, 0.0]]
    found = compare_layers([layer(x)], [layer(y)], "f", "i").layers[0]
    assert found.sqnr_db > 50
    assert found.channel_sqnr_db == 0
    assert found.added_noise == pytest.approx(2 / 3)


def test_noise_that_came_in_is_not_added() -> None:
    bad = X * 1.5
    candidate = [layer(bad, "a"), layer(bad, "b", reads=(0,)), layer(bad, "c")]
    found = compare_layers([layer(X, name) for name in "abc"], candidate, "f", "i")
    assert [one.added_noise for one in found.layers] == pytest.approx([0.25, 0, 0.25])
    assert [one.name for one in found.worst_first()] == ["a", "c", "b"]


@settings(deadline=None)  # the first example imports the judge
@given(
    arrays(np.float64, (3, 4), elements=st.floats(-100, 100)),
    arrays(np.float64, (3, 4), elements=st.floats(-100, 100)),
)
def test_onnxruntime_agrees_on_sqnr(x: Array, y: Array) -> None:
    from onnxruntime.quantization.qdq_loss_debug import compute_signal_to_quantization_noice_ratio

    found = compare_layers([layer(x)], [layer(y)], "f", "i").layers[0]
    assert 0 <= found.added_noise <= 1
    # the judge adds the smallest float to both norms, which matters near 0 alone
    if np.linalg.norm(x) > 1e-3 and np.linalg.norm(x - y) > 1e-3:
        judge = compute_signal_to_quantization_noice_ratio(x, y)
        assert found.sqnr_db == pytest.approx(float(judge), abs=1e-6)


def test_noise_near_the_smallest_float_is_a_large_ratio() -> None:
    x = np.eye(3, 4)
    found = compare_layers([layer(x)], [layer(x + 2.2e-160)], "f", "i").layers[0]
    assert found.sqnr_db > 3000


def test_layers_are_matched_by_name_then_by_order() -> None:
    reference = [layer(X, "a"), layer(X, "relu"), layer(X, "b")]
    named = compare_layers(reference, [layer(X, "b"), layer(X, "own")], "f", "i")
    assert ([one.name for one in named.layers], named.n_unmatched) == (["b"], 1)
    other = [layer(X, "p"), layer(X, "q"), layer(X, "r")]
    assert len(compare_layers(reference, other, "f", "i").layers) == 3


def test_models_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(InputError, match="no layer of the two models can be matched: 1 and 2"):
        compare_layers([layer(X, "a")], [layer(X, "b"), layer(X, "c")], "f", "i")
    with pytest.raises(
        InputError, match=r"'a' must have outputs of the same shape .* \(2, 2\) and"
    ):
        compare_layers([layer(X)], [layer(X[:1])], "f", "i")
