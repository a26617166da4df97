import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.records import Predictions
from afterfit.statistics import RankCounts
from tests.statistics.sample_predictions import predictions_of, some_predictions


@pytest.mark.parametrize(
    ("label", "rank"), [(0, 1), (1, 0), (2, 2)], ids=["second", "first", "last"]
)
def test_rank_of_the_true_class(label: int, rank: int) -> None:
    counts = RankCounts.from_predictions(predictions_of([label], [[0.3, 0.5, 0.2]]))

    assert counts.counts.argmax() == rank


def test_beyond_five_classes_ranks_are_counted_together() -> None:
    scores = np.arange(8, 0, -1) / 36
    counts = RankCounts.from_predictions(predictions_of([5, 6, 7], [scores] * 3))

    assert counts.counts.sum(axis=0).tolist() == [0, 0, 0, 0, 0, 3]


@given(some_predictions(), st.integers(1, 5))
def test_the_first_k_of_a_stable_sort_hold_the_class(predictions: Predictions, k: int) -> None:
    order = np.argsort(-predictions.scores, axis=1, kind="stable")[:, :k]
    found = (order == predictions.y_true[:, None]).any(axis=1)

    tallies = RankCounts.from_predictions(predictions).top(k)

    assert tallies.hits.sum() == found.sum()
    assert tallies.totals.sum() == len(predictions)
