from dataclasses import replace
from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.statistics import PairedTally
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import predictions_of, some_predictions, take


def with_other_scores(predictions: Predictions) -> Predictions:
    return replace(predictions, scores=np.roll(predictions.scores, 1, axis=1), variant="int8")


@given(some_predictions(), st.data())
def test_any_cuts_in_any_order_give_the_same(predictions: Predictions, data: st.DataObject) -> None:
    other = with_other_scores(predictions)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(predictions)), max_size=4)))
    parts = [
        PairedTally.of(take(predictions, rows), take(other, rows), int(rows[0]) if len(rows) else 0)
        for rows in np.split(np.arange(len(predictions)), cuts)
    ]

    whole = PairedTally.of(predictions, other)
    assert_identical(reduce(add, data.draw(st.permutations(parts))), whole)
    assert whole.n_disagreements == (predictions.y_pred != other.y_pred).sum()
    assert whole.counts.n_samples.sum() == len(predictions)
    of_classes = [whole.classes.of_class(k) for k in range(len(predictions.class_names))]
    assert sum(one.n_reference_only for one in of_classes) == whole.counts.n_reference_only
    assert whole.drift.by_margin.sum(axis=1).tolist() == [len(predictions), whole.n_disagreements]
    assert sorted(whole.flips.row) == np.flatnonzero(predictions.y_pred != other.y_pred).tolist()


def test_sources_are_compared_by_name() -> None:
    one = predictions_of([0, 1], [[0.9, 0.1], [0.2, 0.8]], [0, 1])
    swapped = replace(
        one, source=np.array([1, 0]), source_names=("file_1.csv", "file_0.csv"), variant="int8"
    )

    assert PairedTally.of(one, swapped).source_names == ("file_0.csv", "file_1.csv")
    stranger = replace(one, source_names=("file_0.csv", "else.csv"), variant="int8")
    with pytest.raises(InputError, match=r"source of row 11 is 'file_1.csv' against 'else.csv'"):
        PairedTally.of(one, stranger, first_row=10)


def test_samples_without_recordings_are_independent() -> None:
    n = 400
    one = predictions_of([0] * n, np.tile([0.9, 0.1], (n, 1)))
    alone = replace(one, has_sources=False, source=np.zeros(n, dtype=np.int64), source_names=("",))

    tally = PairedTally.of(alone, with_other_scores(alone))
    assert tally.counts.independent
    assert tally.counts.n_reference_only == n


def test_other_variants_do_not_add() -> None:
    one = predictions_of([0], [[0.9, 0.1]])
    pair = PairedTally.of(one, with_other_scores(one))

    with pytest.raises(InputError, match="same two variants"):
        pair + replace(pair, candidate="int4")


def test_what_moved_is_measured_and_the_furthest_is_first() -> None:
    one = predictions_of([0, 0, 1, 2], [[0.5, 0.5, 0], [1, 0, 0], [0.75, 0.25, 0], [1, 0, 0]])
    scores = [[0.25, 0.75, 0], [1, 0, 0], [0.25, 0.75, 0], [0, 1, 0]]
    other = replace(one, scores=np.array(scores), variant="int8")

    tally = PairedTally.of(one, other, first_row=7)
    assert tally.drift.distance.floats().tolist() == [0.25 + 0 + 0.5 + 1]
    assert (tally.drift.largest, tally.drift.ties) == (1.0, (1, 0))
    assert tally.drift.on_grid == (True, True)
    assert tally.drift.by_margin.tolist() == [
        [1, 0, 0, 0, 0, 1, 0, 0, 0, 2],
        [1, 0, 0, 0, 0, 1, 0, 0, 0, 1],
    ]
    assert tally.flips.direction.tolist() == [0, 1, 2], "lost, won, and wrong in another way"
    assert tally.flips.row.tolist() == [7, 9, 10]
    assert tally.flips.candidate_class.tolist() == [1, 1, 1]


def test_of_many_flips_those_that_moved_furthest_are_kept() -> None:
    n = 300
    share = np.linspace(0.5, 1, n + 1)[1:]
    one = predictions_of([0] * n, np.stack([share, 1 - share], axis=1))
    other = replace(one, scores=one.scores[:, ::-1], variant="int8")

    tally = PairedTally.of(one, other)
    assert tally.counts.n_reference_only == n
    assert tally.flips.row.tolist() == list(range(n - 1, n - 101, -1))
