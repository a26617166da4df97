import math

import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import average_precision_score, roc_auc_score, top_k_accuracy_score

from afterfit.metrics import (
    AVERAGE_PRECISION,
    MACRO_AVERAGE_PRECISION,
    MACRO_ROC_AUC,
    RANK_METRICS,
    ROC_AUC,
)
from afterfit.records import Predictions
from afterfit.statistics import RankCounts, ScoreCounts
from tests.statistics.sample_predictions import predictions_of, some_predictions


def auc(scores: list[float], positive: list[bool]) -> float:
    counts = ScoreCounts.from_scores(np.array(scores, dtype=float), np.array(positive, dtype=bool))
    return float(ROC_AUC.function(counts))


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [
        ([0.9, 0.8, 0.1], [True, True, False], 1.0),
        ([0.1, 0.9], [True, False], 0.0),
        ([0.5, 0.5, 0.5], [True, False, False], 0.5),
        ([0.9, 0.5, 0.5, 0.1], [True, True, False, False], 0.875),
    ],
    ids=["perfect", "reversed", "all equal", "one tie"],
)
def test_known(scores: list[float], positive: list[bool], expected: float) -> None:
    assert auc(scores, positive) == expected


@pytest.mark.parametrize("positive", [[True, True], [False, False], []])
def test_one_kind_only_is_undefined(positive: list[bool]) -> None:
    assert math.isnan(auc([0.1, 0.9][: len(positive)], positive))


@given(some_predictions(min_size=2))
def test_equals_scikit_learn(predictions: Predictions) -> None:
    aucs = []
    for index in range(len(predictions.class_names)):
        positive = predictions.y_true == index
        if not positive.any() or positive.all():
            continue
        counts = ScoreCounts.from_scores(predictions.scores[:, index], positive)
        aucs.append(roc_auc_score(positive, predictions.scores[:, index]))
        assert ROC_AUC.function(counts) == pytest.approx(aucs[-1], rel=0, abs=1e-12)

    classes = [
        ScoreCounts.from_scores(predictions.scores[:, index], predictions.y_true == index)
        for index in range(len(predictions.class_names))
    ]
    macro = MACRO_ROC_AUC.function(classes)
    assert macro == pytest.approx(np.mean(aucs), abs=1e-12) if aucs else math.isnan(macro)


def test_pairs_beyond_32_bits_are_counted_exactly() -> None:
    counts = ScoreCounts(np.array([0.9, 0.1]), np.array([3_000_000, 0]), np.array([0, 3_000_000]))

    assert ROC_AUC.function(counts) == 1.0


@given(some_predictions())
def test_average_precision_equals_scikit_learn(predictions: Predictions) -> None:
    counted, judged = [], []
    for index in range(len(predictions.class_names)):
        positive, score = predictions.y_true == index, predictions.scores[:, index]
        counted.append(ScoreCounts.from_scores(score, positive))
        if positive.any():
            judged.append(average_precision_score(positive, score))
            ours = AVERAGE_PRECISION.function(counted[-1])
            assert ours == pytest.approx(judged[-1], rel=0, abs=1e-12)
        else:
            assert math.isnan(AVERAGE_PRECISION.function(counted[-1]))

    macro = MACRO_AVERAGE_PRECISION.function(counted)
    assert macro == pytest.approx(np.mean(judged), rel=0, abs=1e-12)


@pytest.mark.parametrize("k", RANK_METRICS)
def test_top_k_equals_scikit_learn_where_scores_differ(k: int) -> None:
    random = np.random.default_rng(k)
    scores = random.dirichlet([1.0] * 8, 200)
    labels = random.integers(0, 8, 200)

    counts = RankCounts.from_predictions(predictions_of(labels.tolist(), scores))

    judge = top_k_accuracy_score(labels, scores, k=k)
    assert RANK_METRICS[k].function(counts) == pytest.approx(judge, rel=0, abs=1e-12)
