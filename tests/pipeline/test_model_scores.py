import numpy as np
import pytest
from scipy.special import expit

from afterfit.errors import InputError
from afterfit.pipeline.model_scores import OutputKind, scores_of
from afterfit.runtimes import VariantRun, softmax


def run(outputs: object, classes: tuple[str, ...] = ()) -> VariantRun:
    return VariantRun(np.asarray(outputs, dtype=np.float64), "here", classes)


@pytest.mark.parametrize(
    ("outputs", "kind", "wanted"),
    [
        ([[0.2, 0.8]], "probabilities", [[0.2, 0.8]]),
        ([[[0.2, 0.8]]], "probabilities", [[0.2, 0.8]]),
        ([[0.7]], "probabilities", [[0.3, 0.7]]),
        ([[3.0]], "logits", [[1 - expit(3), expit(3)]]),
        ([[3.0, 1.0]], "logits", softmax([[3.0, 1.0]])),
    ],
    ids=["as they are", "axes of one", "one output", "one logit", "logits"],
)
def test_outputs_become_probabilities(outputs: object, kind: OutputKind, wanted: object) -> None:
    assert scores_of(run(outputs), ("a", "b"), kind, "test") == pytest.approx(np.array(wanted))


def test_columns_follow_the_names_that_a_model_has() -> None:
    found = scores_of(run([[0.7, 0.2, 0.1]], ("c", "a", "b")), ("a", "b", "c"), "logits", "test")
    assert found[0] == pytest.approx(softmax([0.2, 0.1, 0.7]))
    numbered = run([[0.7, 0.3]], ("0", "1"))
    assert scores_of(numbered, ("x", "w"), "probabilities", "test").tolist() == [[0.7, 0.3]]


@pytest.mark.parametrize(
    ("outputs", "classes", "words"),
    [
        ([[0.5, 0.5], [2.0, -1.0]], (), "window 1 of the test split .* lowest of -1.*--outputs"),
        ([[0.5, 0.3, 0.2]], (), r"3 numbers a window for 2 classes \(a, b\)"),
        ([[0.5, 0.5]], ("a", "z"), "classes are a, z, those of the data are a, b"),
    ],
)
def test_what_is_no_probability_is_refused(
    outputs: object, classes: tuple[str, ...], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        scores_of(run(outputs, classes), ("a", "b"), "probabilities", "test")
