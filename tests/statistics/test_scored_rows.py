import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import log_loss

from afterfit.records import Predictions
from afterfit.statistics.scored_rows import ScoredRows, blocks, columns_of
from tests.statistics.sample_predictions import predictions_of, some_predictions


def rows_of(predictions: Predictions) -> ScoredRows:
    return ScoredRows.of(columns_of(predictions.scores), predictions.y_true)


@given(some_predictions(max_classes=5))
def test_each_number_equals_a_plain_computation(predictions: Predictions) -> None:
    rows, k = rows_of(predictions), len(predictions.class_names)
    for row, (scores, label) in enumerate(
        zip(predictions.scores.tolist(), predictions.y_true.tolist(), strict=True)
    ):
        falling = sorted(scores, reverse=True)
        by_score = [index for _, index in sorted((-score, i) for i, score in enumerate(scores))]
        one_hot = np.eye(k)[label]
        assert rows.confidence[row] == falling[0]
        assert rows.margin[row] == falling[0] - falling[1]
        assert rows.rank[row] == by_score.index(label)
        assert rows.brier[row] == pytest.approx(((scores - one_hot) ** 2).sum() / 2, abs=1e-15)
        assert rows.log_loss[row] == pytest.approx(
            log_loss([label], [scores], labels=range(k)), abs=1e-14
        )


def test_a_score_of_zero_costs_36() -> None:
    rows = rows_of(predictions_of([1], [[1.0, 0.0]]))

    assert rows.log_loss.item() == pytest.approx(36.04, abs=0.01)
    assert rows.brier.item() == 1.0


def test_more_classes_than_a_byte_counts() -> None:
    labels = [0, 299]
    rows = rows_of(predictions_of(labels, np.full((2, 300), 1 / 300)))

    assert rows.rank.tolist() == labels


def test_blocks_cover_all_rows_once() -> None:
    covered = np.concatenate([np.arange(40_000)[rows] for rows in blocks(40_000)])

    assert covered.tolist() == list(range(40_000))
    assert list(blocks(0)) == []
