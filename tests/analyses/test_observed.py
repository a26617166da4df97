"""What is said of tallies, added from parts, is what is said of the rows."""

import math
from dataclasses import replace
from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as judge

from afterfit.analyses import (
    analyze_variant,
    find_label_suspects,
    measure_quality,
    measure_uncertainty,
    select_errors,
)
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results import to_json
from afterfit.results.label_suspects import NoLabelSuspects
from afterfit.statistics import ClassificationTally, TallySettings, tally_batch
from tests.statistics.sample_predictions import predictions_of, some_predictions, take


def in_parts(
    predictions: Predictions, cuts: list[int], how: TallySettings
) -> list[ClassificationTally]:
    parts = [rows for rows in np.split(np.arange(len(predictions)), sorted(cuts)) if len(rows)]
    return [tally_batch(take(predictions, rows), how, first_row=int(rows[0])) for rows in parts]


@settings(max_examples=25, deadline=None)
@given(predictions=some_predictions(), data=st.data())
def test_results_of_parts_in_any_order_are_the_same_bytes(
    predictions: Predictions, data: st.DataObject
) -> None:
    how = TallySettings(errors_per_class=2)
    cuts = data.draw(st.lists(st.integers(0, len(predictions)), max_size=4))
    tally = reduce(add, data.draw(st.permutations(in_parts(predictions, cuts, how))))

    of_rows, of_tally = analyze_variant(predictions, 2), analyze_variant(tally, None, predictions)
    assert to_json(of_tally) == to_json(of_rows)
    assert isinstance(analyze_variant(tally, None).label_suspects, NoLabelSuspects)


@settings(max_examples=40, deadline=None)
@given(some_predictions())
def test_metrics_of_added_parts_equal_scikit_learn(predictions: Predictions) -> None:
    how = TallySettings()
    tally = reduce(add, in_parts(predictions, [3, 11], how))
    quality = measure_quality(tally)
    truth, answers, scores = predictions.y_true, predictions.y_pred, predictions.scores
    labels = list(range(scores.shape[1]))
    one_hot = np.eye(len(labels))[truth]

    expected = {
        "accuracy": judge.accuracy_score(truth, answers),
        "macro_f1": judge.f1_score(
            truth, answers, labels=labels, average="macro", zero_division=np.nan
        ),
        "log_loss": judge.log_loss(truth, scores, labels=labels),
        "brier_score": ((scores - one_hot) ** 2).sum(axis=1).mean() / 2,
    }
    for metric, value in expected.items():
        ours = quality.estimate(metric).value
        assert ours == pytest.approx(value, rel=0, abs=1e-12, nan_ok=True), metric
    for index, row in enumerate(quality.classes):
        if 0 < one_hot[:, index].sum() < len(truth):
            auc = judge.roc_auc_score(one_hot[:, index], scores[:, index])
            precision = judge.average_precision_score(one_hot[:, index], scores[:, index])
            assert row.roc_auc.value == pytest.approx(auc, rel=0, abs=1e-12)
            assert row.average_precision.value == pytest.approx(precision, rel=0, abs=1e-12)


def test_rows_without_scores_say_what_they_can() -> None:
    hard = replace(predictions_of([0, 1, 1], np.eye(2)[[0, 0, 1]]), has_scores=False)
    analysis = analyze_variant(hard, None)

    assert analysis.quality.estimate("accuracy").value == pytest.approx(2 / 3)
    assert analysis.errors.n_errors == 1
    for metric in ("log_loss", "brier_score", "macro_roc_auc", "macro_average_precision"):
        assert math.isnan(analysis.quality.estimate(metric).value), metric
    assert math.isnan(analysis.calibration.ece)
    assert math.isnan(analysis.uncertainty.aurc)
    assert analysis.margins.overall.correct.sum() == 0
    assert isinstance(analysis.label_suspects, NoLabelSuspects)


def test_rows_without_a_recording_have_the_intervals_of_independent_ones() -> None:
    n = 3000
    scores = np.where((np.arange(n) % 7 == 0)[:, None], [0.4, 0.6], [0.9, 0.1])
    own = predictions_of([0] * n, scores)
    none = replace(own, has_sources=False, source=np.zeros(n, dtype=int), source_names=("",))

    apart, together = (analyze_variant(one, 3) for one in (own, none))
    accuracy = together.quality.estimate("accuracy")
    assert accuracy == apart.quality.estimate("accuracy")
    assert accuracy.method == "wilson"
    assert together.files.rows == ()
    assert {sample.source for sample in together.errors.samples} == {""}
    ours, theirs = (one.quality.estimate("log_loss") for one in (together, apart))
    assert ours.method == theirs.method == "bootstrap"
    assert ours.high - ours.low == pytest.approx(theirs.high - theirs.low, rel=0.1)


def test_errors_are_numbered_as_rows_of_their_own_variant() -> None:
    wrong = predictions_of([1, 1], [[0.9, 0.1], [0.8, 0.2]])
    how = TallySettings()
    tally = tally_batch(wrong, how, first_row=100) + tally_batch(wrong, how, first_row=20)

    assert [sample.index for sample in select_errors(tally, None).samples] == [0, 2, 1, 3]


def test_a_tally_gives_no_more_errors_than_it_kept() -> None:
    wrong = predictions_of([1] * 5, [[0.9, 0.1]] * 5)
    tally = tally_batch(wrong, TallySettings(errors_per_class=3))

    for asked, kept in ((None, 3), (9, 3), (2, 2)):
        errors = select_errors(tally, asked)
        assert (len(errors.samples), errors.max_per_class, errors.n_errors) == (kept, kept, 5)


def test_answers_are_counted_at_one_confidence() -> None:
    tally = tally_batch(predictions_of([0], [[0.7, 0.3]]), TallySettings(min_confidence=0.8))

    assert measure_uncertainty(tally).answers.n_answered == 0
    with pytest.raises(InputError, match=r"counted at a min_confidence of 0\.8, not 0\.5"):
        measure_uncertainty(tally, 0.5)


def test_labels_are_not_judged_without_the_rows() -> None:
    suspects = find_label_suspects(tally_batch(predictions_of([0] * 30, [[0.9, 0.1]] * 30)))

    assert isinstance(suspects, NoLabelSuspects)
    assert "without being kept" in suspects.reason
