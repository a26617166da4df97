from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.records.left_out import LeftOut
from afterfit.statistics import (
    ClassificationTally,
    ConfusionCounts,
    LossSums,
    TallySettings,
    tally_batch,
)
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import predictions_of, some_predictions, take

KINDS = {
    "as they are": {},
    "no sources": {"has_sources": False},
    "no scores": {"has_scores": False},
}


def of_kind(predictions: Predictions, kind: str) -> Predictions:
    if kind == "no sources":
        none = np.zeros(len(predictions), dtype=np.int64)
        return replace(predictions, has_sources=False, source=none, source_names=("",))
    if kind == "no scores":
        return replace(
            predictions,
            has_scores=False,
            scores=np.eye(predictions.scores.shape[1])[predictions.y_pred],
        )
    return predictions


def added(tallies: list[ClassificationTally], draw: st.DataObject) -> ClassificationTally:
    """Add any two neighbours of a shuffled list until one is left."""
    left = list(draw.draw(st.permutations(tallies)))
    while len(left) > 1:
        place = draw.draw(st.integers(0, len(left) - 2))
        left[place : place + 2] = [left[place] + left[place + 1]]
    return left[0]


def in_parts(
    predictions: Predictions, cuts: Sequence[int], settings: TallySettings
) -> list[ClassificationTally]:
    parts = np.split(np.arange(len(predictions)), sorted(cuts))
    return [
        tally_batch(
            take_kept(predictions, rows), settings, first_row=int(rows[0]) if len(rows) else 0
        )
        for rows in parts
    ]


def take_kept(
    predictions: Predictions, rows: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Predictions:
    part = take(predictions, rows)
    return replace(part, has_scores=predictions.has_scores, has_sources=predictions.has_sources)


SETTINGS = st.builds(
    TallySettings,
    exact=st.booleans(),
    errors_per_class=st.none() | st.integers(0, 3),
    min_confidence=st.sampled_from([0.0, 0.5, 0.6, 1.0]),
)


@pytest.mark.parametrize("kind", KINDS)
@given(predictions=some_predictions(), settings=SETTINGS, data=st.data())
def test_any_cuts_in_any_order_give_the_same_to_the_last_bit(
    kind: str, predictions: Predictions, settings: TallySettings, data: st.DataObject
) -> None:
    whole = of_kind(predictions, kind)
    cuts = data.draw(st.lists(st.integers(0, len(whole)), max_size=5))

    assert_identical(
        added(in_parts(whole, cuts, settings), data), tally_batch(whole, settings), at="tally"
    )


@pytest.mark.parametrize("kind", KINDS)
@given(predictions=some_predictions(), settings=SETTINGS, data=st.data())
def test_shuffled_rows_give_the_same_but_for_their_numbers(
    kind: str, predictions: Predictions, settings: TallySettings, data: st.DataObject
) -> None:
    whole = of_kind(predictions, kind)
    order = np.array(data.draw(st.permutations(range(len(whole)))))

    assert_identical(
        tally_batch(take_kept(whole, order), settings),
        tally_batch(whole, settings),
        skip=("errors", "rows"),
        at="tally",
    )


@given(predictions=some_predictions(), settings=SETTINGS)
def test_zero_changes_nothing(predictions: Predictions, settings: TallySettings) -> None:
    tally = tally_batch(predictions, settings)
    zero = ClassificationTally.zero(predictions.class_names, "float32", "test", settings)

    assert_identical(zero + tally, tally)
    assert_identical(tally + zero, tally)
    assert_identical(zero + zero, zero)
    assert_identical(tally_batch(take(predictions, np.arange(0)), settings), zero)


@given(some_predictions())
def test_sources_sum_to_the_whole(predictions: Predictions) -> None:
    tally = tally_batch(predictions)
    total = ConfusionCounts.from_predictions(predictions).counts

    assert tally.confusion.total().counts.tolist() == total.tolist()
    assert tally.n_samples == tally.scored.sum() == len(predictions)
    assert tally.n_sources == len(np.unique(predictions.source)) == len(tally.source_names)
    assert tally.top(1).hits.sum() == total.trace()
    assert tally.margins.counts.sum() == len(predictions)
    assert tally.margins.counts[:, 0].sum() == total.trace()
    assert sum(level.counts.n_positives for level in tally.levels()) == len(predictions)


@given(some_predictions())
def test_losses_are_those_of_float_sums(predictions: Predictions) -> None:
    ours, theirs = tally_batch(predictions).losses().total(), LossSums.from_predictions(predictions)

    for name in ("n_samples", "log_loss", "brier"):
        np.testing.assert_allclose(
            getattr(ours, name), getattr(theirs.total(), name), rtol=1e-13, atol=1e-15
        )


@given(some_predictions(), st.sampled_from([0.0, 0.3, 0.6, 1.0]))
def test_answers_are_the_confident_part_of_the_confusion(
    predictions: Predictions, least: float
) -> None:
    tally = tally_batch(predictions, TallySettings(min_confidence=least))
    sure = np.flatnonzero(predictions.scores.max(axis=1) >= least)

    answered = ConfusionCounts.from_predictions(take(predictions, sure)).counts
    assert tally.answered.total().counts.tolist() == answered.tolist()


def test_negative_zero_is_zero() -> None:
    plain = predictions_of([0, 1], [[1.0, 0.0], [1.0, 0.0]])
    signed = predictions_of([0, 1], [[1.0, -0.0], [1.0, -0.0]])

    for settings in (TallySettings(exact=True), TallySettings(exact=False)):
        assert_identical(tally_batch(signed, settings), tally_batch(plain, settings))


def test_rows_that_a_reader_left_out_are_remembered() -> None:
    batch = replace(predictions_of([0], [[0.9, 0.1]]), left_out=LeftOut(3, ("a.csv, row 2",)))
    nothing = replace(take(batch, np.arange(0)), left_out=LeftOut(2))
    settings = TallySettings()

    both = tally_batch(batch, settings) + tally_batch(nothing, settings, first_row=4)
    assert (both.left_out.n_rows, both.left_out.examples, both.n_samples) == (
        5,
        ("a.csv, row 2",),
        1,
    )


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (tally_batch(predictions_of([0], [[0.9, 0.1]], variant="int8")), "variant is 'float32'"),
        (tally_batch(predictions_of([0], [[0.9, 0.1]], split="train")), "split is 'test'"),
        (tally_batch(predictions_of([0], [[0.8, 0.1, 0.1]])), "class_names"),
        (
            tally_batch(predictions_of([0], [[0.9, 0.1]]), TallySettings(exact=False)),
            "settings is",
        ),
        (
            tally_batch(of_kind(predictions_of([0], [[0.9, 0.1]]), "no sources")),
            "give all rows a source, or none",
        ),
    ],
    ids=["variant", "split", "classes", "settings", "sources"],
)
def test_what_does_not_belong_together_is_refused(other: ClassificationTally, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tally_batch(predictions_of([0], [[0.9, 0.1]])) + other


@pytest.mark.parametrize(
    ("n_rows", "n_classes", "exact"),
    [(1_000_000, 10, True), (1_000_001, 10, False), (10_000, 1000, True), (100_000, 1000, False)],
)
def test_scores_are_kept_one_by_one_up_to_ten_million(
    n_rows: int, n_classes: int, exact: bool
) -> None:
    assert TallySettings.for_table(n_rows, n_classes).exact is exact


def test_a_class_of_its_own_and_a_thousand_classes() -> None:
    alone = tally_batch(predictions_of([0, 0], [[1.0], [1.0]]))
    assert alone.confusion.total().counts.tolist() == [[2]]

    labels = np.arange(1000)
    many = tally_batch(predictions_of(labels.tolist(), np.eye(1000)), TallySettings(exact=False))
    assert many.top(1).hits.sum() == 1000
    assert len(many.calibration.classes.cells) == 2000
