import math
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from sklearn import metrics as judge

from afterfit.metrics import COUNT_METRICS
from afterfit.records import Predictions
from afterfit.statistics import ClassCounts, ConfusionCounts
from tests.statistics.sample_predictions import some_predictions


def counts_of(matrix: list[list[int]]) -> ClassCounts:
    return ConfusionCounts(np.array(matrix)).by_class()


def value(name: str, matrix: list[list[int]]) -> float:
    return float(COUNT_METRICS[name].function(counts_of(matrix)))


def per_class(name: str, matrix: list[list[int]]) -> list[float]:
    return COUNT_METRICS[name].function(counts_of(matrix)).tolist()  # type: ignore[no-any-return]


def test_class_that_never_occurs_is_undefined_and_left_out_of_averages() -> None:
    matrix = [[3, 1, 0], [0, 4, 0], [0, 0, 0]]

    assert per_class("recall", matrix)[:2] == [0.75, 1.0]
    assert all(math.isnan(per_class(name, matrix)[2]) for name in ("precision", "recall", "f1"))
    assert value("macro_recall", matrix) == 0.875


def test_class_that_is_never_predicted_has_f1_of_0_and_no_precision() -> None:
    matrix = [[4, 0], [2, 0]]

    assert math.isnan(per_class("precision", matrix)[1])
    assert per_class("f1", matrix)[1] == 0
    assert value("macro_precision", matrix) == pytest.approx(4 / 6)
    assert value("macro_f1", matrix) == pytest.approx(0.4)


def test_f1_is_not_accuracy() -> None:
    matrix = [[86, 0, 0], [7, 0, 0], [7, 0, 0]]

    assert value("accuracy", matrix) == 0.86
    assert value("macro_f1", matrix) == pytest.approx(0.308, abs=5e-4)


@pytest.mark.parametrize("name", ["matthews_corrcoef", "cohen_kappa"])
def test_one_class_only_has_no_correlation(name: str) -> None:
    assert math.isnan(value(name, [[5, 0], [0, 0]]))


def test_majority_baseline() -> None:
    assert value("majority_baseline", [[1, 1], [0, 6]]) == 0.75


def test_many_matrices_at_once_give_what_each_gives_alone() -> None:
    matrices = np.random.default_rng(2).integers(0, 5, (30, 3, 3))
    alone = [ConfusionCounts(matrix).by_class() for matrix in matrices]
    together = ClassCounts(
        *(np.stack([getattr(one, part) for one in alone]) for part in ClassCounts.__slots__)
    )

    for metric in COUNT_METRICS.values():
        np.testing.assert_array_equal(
            metric.function(together), np.stack([metric.function(one) for one in alone])
        )


def judged(predictions: Predictions) -> dict[str, Any]:
    """Return what scikit-learn says."""
    true, predicted = predictions.y_true, predictions.y_pred
    names = ("precision", "recall", "f1")
    of = partial(judge.precision_recall_fscore_support, true, predicted, zero_division=np.nan)
    classes = zip(names, of(labels=range(len(predictions.class_names))), strict=False)
    macro = zip(names, of(average="macro"), strict=False)
    micro = zip(names, of(average="micro"), strict=False)
    weighted = zip(names, of(average="weighted"), strict=False)
    return {
        "accuracy": judge.accuracy_score(true, predicted),
        "balanced_accuracy": judge.balanced_accuracy_score(true, predicted),
        "matthews_corrcoef": judge.matthews_corrcoef(true, predicted),
        "cohen_kappa": judge.cohen_kappa_score(true, predicted),
        **dict(classes),
        **{f"macro_{name}": value for name, value in macro},
        **{f"micro_{name}": value for name, value in micro},
        **{f"weighted_{name}": value for name, value in weighted},
    }


# The judge warns of classes that do not occur.
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning")
@given(some_predictions())
def test_equals_scikit_learn(predictions: Predictions) -> None:
    counts = ConfusionCounts.from_predictions(predictions)
    expected = judged(predictions)
    if len(set(predictions.y_true)) == 1 or len(set(predictions.y_pred)) == 1:
        # The judge says 0 for a correlation with a constant, which the data cannot tell.
        assert math.isnan(COUNT_METRICS["matthews_corrcoef"].function(counts.by_class()))
        del expected["matthews_corrcoef"]
    if not set(predictions.y_true) & set(predictions.y_pred):
        # The judge then averages without weights, as all defined values have weight 0.
        del expected["weighted_precision"]

    labels = range(len(predictions.class_names))
    theirs = judge.confusion_matrix(predictions.y_true, predictions.y_pred, labels=labels)
    np.testing.assert_array_equal(counts.counts, theirs)
    for name, by_judge in expected.items():
        ours = COUNT_METRICS[name].function(counts.by_class())
        np.testing.assert_allclose(ours, by_judge, rtol=0, atol=1e-12, err_msg=name)
