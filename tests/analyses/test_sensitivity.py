from math import inf, isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses import Answer, layer_sensitivity, paired_accuracy
from afterfit.analyses.sensitivity import signal_to_noise
from afterfit.records import Predictions
from tests.statistics.sample_predictions import predictions_of

LABELS = [0, 1] * 40
CLEAN = np.array([[2.0, 0.0], [0.0, 2.0]] * 40)


def answer(noise: float, n_wrong: int, variant: str) -> Answer[Predictions]:
    """Return logits with that much noise, of which the first *n_wrong* name the other class."""
    outputs = CLEAN + noise
    outputs[:n_wrong] = outputs[:n_wrong, ::-1]
    scores = np.exp(outputs) / np.exp(outputs).sum(axis=1, keepdims=True)
    source = [place // 2 for place in range(len(LABELS))]
    return Answer(outputs, predictions_of(LABELS, scores, source, variant=variant))


SIZES = {"a": 10, "b": 20, "c": 5}
NOISE = {(): (0.5, 30), ("a",): (0.4, 28), ("b",): (0.1, 4), ("c",): (0.4, 30), ("b", "a"): (0, 0)}


def run(layers: tuple[str, ...]) -> Answer[Predictions]:
    return answer(*NOISE[layers], "int8")


def test_order_changes_and_sizes() -> None:
    found = layer_sensitivity(answer(0, 0, "float32"), run, SIZES, paired_accuracy)
    assert [one.layers for one in found.alone] == [("a",), ("b",), ("c",)]
    assert found.most_telling()[0].layers == ("b",)
    assert [one.layers for one in found.together] == [("b", "a")]
    assert found.together[0].n_parameters == 30
    assert found.together[0].sqnr_db == inf
    assert found.candidate_value == 50 / 80
    assert found.alone[1].regained.value == pytest.approx(26 / 80)
    assert found.alone[1].regained.method == "paired"
    best = found.recommended()
    assert best is not None
    assert best.layers == ("b",)


def test_a_model_of_one_layer_has_nothing_together() -> None:
    found = layer_sensitivity(answer(0, 0, "float32"), run, {"b": 20}, paired_accuracy)
    assert len(found.alone) == 1
    assert found.together == ()


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=9), st.floats(1e-3, 10))
def test_twice_the_noise_is_six_decibels(signal: list[float], noise: float) -> None:
    x = np.array(signal)
    lost = signal_to_noise(x, x + noise) - signal_to_noise(x, x + 2 * noise)
    assert lost == pytest.approx(20 * np.log10(2), abs=1e-6)


def test_ends_of_the_scale() -> None:
    assert signal_to_noise(np.ones(2), np.ones(2)) == inf
    assert isnan(signal_to_noise(np.zeros(2), np.ones(2)))
