from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.analyses.neighbours import (
    NOWHERE,
    find_neighbours,
    is_known_pattern,
    looks_like,
    nearest_distances,
    same_mistake,
)
from afterfit.records import Embedding, Predictions
from afterfit.results.prediction_trace import SameMistake


def embedding(values: object, labels: list[int], source: list[int] | None = None) -> Embedding:
    n = len(labels)
    sources = source if source is not None else list(range(n))
    return Embedding(
        values=np.asarray(values, np.float32),
        class_names=("idle", "fault"),
        y_true=np.array(labels),
        source=np.array(sources),
        source_names=tuple(f"r{i}.csv" for i in range(max(sources) + 1)),
        offset=np.arange(n) * 10,
        n_windows=n,
    )


LINE = embedding(np.arange(8.0)[:, None], [0, 0, 0, 0, 1, 1, 1, 1])


@pytest.mark.parametrize(
    ("labels", "true_class", "predicted", "far", "look"),
    [
        (["b"] * 5, "a", "b", False, "label or model error"),
        (["a"] * 5, "a", "b", False, "model error"),
        (["a", "a", "a", "b", "b"], "a", "b", False, "model error"),
        (["b", "b", "b", "b", "a"], "a", "b", False, "between classes"),
        (["c"] * 5, "a", "b", False, "between classes"),
        (["b"] * 5, "a", "b", True, "unlike the training"),
        (["a"] * 5, "a", "a", False, "well supported"),
        (["a", "a", "a", "b", "b"], "a", "a", False, "well supported"),
        (["b", "b", "b", "a", "a"], "a", "a", False, "between classes"),
    ],
)
def test_what_the_labels_say(
    labels: list[str], true_class: str, predicted: str, far: bool, look: str
) -> None:
    assert looks_like(labels, true_class, predicted, far=far, known=False) == look
    if look == "label or model error":
        look = "model or label error"
    assert looks_like(labels, true_class, predicted, far=far, known=True) == look


@pytest.mark.parametrize(
    ("alike", "known"),
    [
        ((0, 0, 0, 0), False),
        ((8, 8, 100, 3), False),
        ((8, 8, 100, 4), True),
        ((8, 3, 100, 0), True),
        ((8, 4, 100, 0), False),
        ((0, 0, 3, 0), False),
        ((0, 0, 3, 1), True),
    ],
    ids=[
        "nobody knows", "rarer than label errors", "as frequent as label errors",
        "most of the recording is right", "half of the recording is wrong", "nowhere else",
        "one of few",
    ],
)  # fmt: skip
def test_a_mistake_that_is_made_elsewhere_is_a_pattern(
    alike: tuple[int, int, int, int], known: bool
) -> None:
    assert is_known_pattern(SameMistake(*alike)) == known


@given(st.data())
def test_the_same_mistake_is_counted_in_and_beside_its_recording(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 30))
    y_true, y_pred, source = (
        np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))) for _ in range(3)
    )
    said = Predictions(
        ("a", "b", "c"),
        y_true,
        np.eye(3)[y_pred],
        source,
        ("x", "y", "z"),
        np.arange(n),
        "m",
        "test",
    )
    rows = list(zip(y_true, y_pred, source, strict=True))[1:]
    own = [p for t, p, s in rows if t == y_true[0] and s == source[0]]
    others = [p for t, p, s in rows if t == y_true[0] and s != source[0]]
    expected = SameMistake(len(own), own.count(y_pred[0]), len(others), others.count(y_pred[0]))
    found = same_mistake(said, 0)
    assert found == (NOWHERE if y_true[0] == y_pred[0] else expected)


USUAL = np.linspace(0, 1, 101)


def test_the_nearest_first_with_label_and_distance() -> None:
    found = find_neighbours(np.array([6.2]), LINE, USUAL, "idle", "fault")
    assert [one.sample_id for one in found.nearest[:2]] == ["r6.csv@60", "r7.csv@70"]
    assert found.nearest[0].label == "fault"
    assert found.nearest[0].distance == pytest.approx(0.2)
    assert (found.n_searched, found.usual_distance, found.far) == (8, 0.5, False)
    assert found.looks_like == "between classes"


@pytest.mark.parametrize(("at", "far"), [(7.9, False), (7.96, True)], ids=["usual", "far"])
def test_far_is_further_than_95_percent_of_the_others(at: float, far: bool) -> None:
    found = find_neighbours(np.array([at]), LINE, USUAL, "idle", "fault")
    assert found.far == far
    assert (found.looks_like == "unlike the training") == far


def test_without_others_nothing_is_far() -> None:
    found = find_neighbours(np.array([99.0]), LINE, np.empty(0), "idle", "fault")
    assert isnan(found.usual_distance)
    assert not found.far


def test_distances_of_windows_to_their_nearest() -> None:
    found = nearest_distances(np.array([[0.25], [6.5], [9.0]]), LINE)
    assert found.tolist() == [0.25, 0.5, 2.0]


@settings(max_examples=20)
@given(st.integers(6, 60), st.integers(1, 9), st.integers(0, 1000))
def test_scikit_learn_finds_the_same(n: int, width: int, seed: int) -> None:
    from sklearn.neighbors import NearestNeighbors

    rng = np.random.default_rng(seed)
    values = rng.normal(0, 1, (n, width)).astype(np.float32)
    sample = rng.normal(0, 1, width)
    found = find_neighbours(sample, embedding(values, [0] * n), USUAL, "idle", "idle")
    judge = NearestNeighbors(n_neighbors=5, algorithm="brute").fit(values.astype(np.float64))
    distances, rows = judge.kneighbors(sample[None])
    assert [one.sample_id for one in found.nearest] == [f"r{i}.csv@{10 * i}" for i in rows[0]]
    assert [one.distance for one in found.nearest] == pytest.approx(distances[0].tolist())
