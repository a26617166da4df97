import numpy as np
from hypothesis import given
from sklearn.metrics import roc_curve

from afterfit.records import Predictions
from afterfit.statistics import ScoreCounts
from tests.statistics.sample_predictions import some_predictions


@given(some_predictions(min_size=2))
def test_levels_are_the_thresholds_of_scikit_learn(predictions: Predictions) -> None:
    positive = predictions.y_true == 0
    counts = ScoreCounts.from_scores(predictions.scores[:, 0], positive)
    if counts.n_positives == 0 or counts.n_negatives == 0:
        return
    fpr, tpr, thresholds = roc_curve(positive, predictions.scores[:, 0], drop_intermediate=False)

    np.testing.assert_array_equal(counts.levels, thresholds[1:])
    np.testing.assert_allclose(counts.positives.cumsum() / counts.n_positives, tpr[1:], atol=1e-12)
    np.testing.assert_allclose(counts.negatives.cumsum() / counts.n_negatives, fpr[1:], atol=1e-12)


def test_no_samples() -> None:
    counts = ScoreCounts.from_scores(np.zeros(0), np.zeros(0, bool))

    assert len(counts.levels) == 0
    assert (counts.n_positives, counts.n_negatives) == (0, 0)
