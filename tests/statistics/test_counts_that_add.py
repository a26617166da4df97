"""Every statistic of batches, added in any partition and order, is the statistic of the whole."""

from collections.abc import Callable
from dataclasses import fields
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.records import Predictions
from afterfit.statistics import (
    CalibrationCounts,
    ConfusionCounts,
    LossSums,
    PairedCounts,
    RankCounts,
    SourceConfusion,
)
from afterfit.statistics.sorted_scores import SortedScores
from tests.statistics.sample_predictions import some_predictions, take


def _paired(predictions: Predictions) -> PairedCounts:
    flipped = take(predictions, np.arange(len(predictions)))
    object.__setattr__(flipped, "y_pred", (predictions.y_pred + predictions.offset) % 2)
    return PairedCounts.from_predictions(predictions, flipped)


CASES: dict[str, tuple[Callable[[Predictions], Any], Callable[[Predictions], Any]]] = {
    "confusion": (
        ConfusionCounts.from_predictions,
        lambda p: ConfusionCounts.zero(len(p.class_names)),
    ),
    "confusion by source": (
        SourceConfusion.from_predictions,
        lambda p: SourceConfusion.zero(len(p.source_names), len(p.class_names)),
    ),
    "losses": (LossSums.from_predictions, lambda p: LossSums.zero(len(p.source_names))),
    "scores": (
        lambda p: SortedScores.of(p.scores[:, 0], p.y_true == 0),
        lambda p: SortedScores.zero(),
    ),
    "confidence": (
        lambda p: CalibrationCounts.from_predictions(p).top_label,
        lambda p: CalibrationCounts.zero(len(p.class_names)).top_label,
    ),
    "class scores": (
        lambda p: CalibrationCounts.from_predictions(p).classes,
        lambda p: CalibrationCounts.zero(len(p.class_names)).classes,
    ),
    "ranks": (RankCounts.from_predictions, lambda p: RankCounts.zero(len(p.source_names))),
    "pairs": (_paired, lambda p: PairedCounts.zero(len(p.source_names))),
}


@pytest.mark.parametrize("name", CASES)
@given(data=st.data())
def test_parts_add_up_to_the_whole(name: str, data: st.DataObject) -> None:
    count, zero = CASES[name]
    predictions = data.draw(some_predictions())
    rows = np.array(data.draw(st.permutations(range(len(predictions)))))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), max_size=4)))
    parts = [count(take(predictions, part)) for part in np.split(rows, cuts)]

    _assert_same(reduce(add, parts, zero(predictions)), count(predictions))


def _assert_same(one: Any, other: Any) -> None:
    for name in (field.name for field in fields(one)):
        np.testing.assert_allclose(
            getattr(one, name), getattr(other, name), rtol=1e-12, atol=1e-12, err_msg=name
        )


@given(some_predictions())
def test_sources_sum_to_the_confusion_matrix(predictions: Predictions) -> None:
    by_source = SourceConfusion.from_predictions(predictions)
    whole = ConfusionCounts.from_predictions(predictions)

    assert by_source.total().counts.tolist() == whole.counts.tolist()
    assert by_source.n_samples == len(predictions)


def test_a_thousand_classes_and_sources_take_no_dense_table() -> None:
    labels = np.arange(1000)
    counts = SourceConfusion.from_labels(labels, labels, labels, n_sources=1000, n_classes=1000)

    assert len(counts.cells) == 1000
    assert counts.total().by_class().hits.tolist() == [1] * 1000


def test_tallies_of_a_small_case() -> None:
    counts = SourceConfusion.from_labels(
        source=np.array([0, 0, 0, 1, 1]),
        y_true=np.array([0, 0, 1, 1, 1]),
        y_pred=np.array([0, 1, 1, 1, 0]),
        n_sources=2,
        n_classes=2,
    )

    recall = counts.right_by_true_class()
    assert list(zip(recall.group, recall.hits, recall.totals, strict=True)) == [
        (0, 1, 2),
        (1, 1, 1),
        (1, 1, 2),
    ]
    precision = counts.right_by_predicted_class()
    assert np.bincount(precision.group, precision.totals).tolist() == [2, 3]
    assert counts.right().hits.tolist() == [2, 1]
    assert counts.of_class(1).hits.tolist() == [1, 2]
