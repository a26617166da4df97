import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, balanced_accuracy_score

from afterfit.analyses import measure_quality, measure_slices
from afterfit.records import SlicedPredictions
from afterfit.results import Slices, from_json, to_json
from afterfit.statistics import tally_slices
from tests.statistics.sample_slices import by_chance, recordings, words


def found_in(batch: SlicedPredictions) -> Slices:
    return measure_slices(tally_slices(batch))


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_each_slice_equals_scikit_learn_on_its_rows(seed: int) -> None:
    batch = by_chance(seed)
    found = found_in(batch)
    for slicing, codes in zip(batch.slicings, batch.codes, strict=True):
        for code in np.unique(codes).tolist():
            here = codes == code
            true, taken = batch.predictions.y_true[here], batch.predictions.y_pred[here]
            (row,) = [
                row
                for row in found.rows
                if (row.column, row.value) == (slicing.name, slicing.name_of(code))
            ]
            assert row.accuracy.value == pytest.approx(accuracy_score(true, taken), abs=1e-12)
            assert row.n_wrong == (true != taken).sum()
            assert row.n_sources == len(set(batch.predictions.source[here].tolist()))
            if len(set(true.tolist())) == 3:
                judge = balanced_accuracy_score(true, taken)
                assert row.balanced_accuracy == pytest.approx(judge, abs=1e-12)
            else:
                assert math.isnan(row.balanced_accuracy)


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_slices_of_each_column_sum_to_the_whole(seed: int) -> None:
    found = found_in(by_chance(seed))
    for column in found.columns:
        rows = [row for row in found.rows if row.column == column.name]
        assert sum(row.n_samples for row in rows) == found.scope.n_samples
        right = sum(row.accuracy.value * row.n_samples for row in rows) / found.scope.n_samples
        assert right == pytest.approx(found.accuracy.value, abs=1e-12)
        assert sum(row.share_of_errors for row in rows) == pytest.approx(1)


@settings(max_examples=20)
@given(st.integers(0, 1000), st.booleans())
def test_the_accuracy_of_all_is_that_of_the_report(seed: int, recorded: bool) -> None:
    batch = by_chance(seed)
    predictions = replace(batch.predictions, has_sources=recorded)
    if not recorded:
        none = np.zeros(60, dtype=np.int64)
        predictions = replace(predictions, source=none, source_names=("",))
    found = found_in(replace(batch, predictions=predictions))

    assert found.accuracy == measure_quality(predictions).estimate("accuracy")


def test_very_many_recordings() -> None:
    found = found_in(by_chance(3, n=9000, n_sources=6000))
    (site, *_) = found.rows

    assert site.n_sources > 1000
    assert site.difference.low < 0 < site.difference.high


def weak_yard() -> SlicedPredictions:
    random = np.random.default_rng(2)
    slices = np.repeat(np.arange(60)[:, None] // 20, 20, axis=1)
    return recordings(random.random((60, 20)) < np.where(slices == 2, 0.7, 0.95), slices)


def test_the_weak_slice_is_found() -> None:
    found = found_in(weak_yard())
    worse = [row for row in found.rows if row.is_worse]

    assert [row.value for row in worse] == ["yard"]
    (yard,) = worse
    rest = 1 - sum(row.n_wrong for row in found.rows if row.value != "yard") / 800
    assert yard.difference.value == pytest.approx(yard.accuracy.value - rest)
    assert found.accuracy.value + yard.gain == pytest.approx(rest)
    assert (found.n_tested, yard.n_sources) == (3, 20)


def test_a_mistake_that_gathers_in_a_slice_is_found() -> None:
    random = np.random.default_rng(4)
    slices = np.repeat(np.arange(60)[:, None] % 3, 20, axis=1)
    y_true = np.repeat((np.arange(60)[:, None] // 3) % 2, 20, axis=1)
    rate = np.where((slices == 1) & (y_true == 0), 0.4, 0.05)
    found = found_in(recordings(random.random((60, 20)) > rate, slices, y_true=y_true))

    (one,) = found.patterns
    assert (one.value, one.true_class, one.predicted_class) == ("roof", "c0", "c1")
    assert one.support == 200
    assert one.rate == one.n / 200
    assert one.lift == pytest.approx(one.rate / (one.n_everywhere / 600))
    assert 0 < one.difference.low < one.rate - one.rate_elsewhere < one.difference.high


def test_without_recordings_samples_count_for_themselves() -> None:
    batch = weak_yard()
    none = replace(
        batch.predictions,
        has_sources=False,
        source=np.zeros(1200, dtype=np.int64),
        source_names=("",),
    )
    found = found_in(replace(batch, predictions=none))

    assert [row.n_sources for row in found.rows] == [400, 400, 400]
    assert found.rows[2].is_worse
    assert found.accuracy.method == "wilson"


def test_a_perfect_model_has_no_errors_to_share() -> None:
    found = found_in(recordings(np.ones((12, 5), dtype=bool), np.arange(60).reshape(12, 5) % 2))

    assert all(math.isnan(row.share_of_errors) for row in found.rows)
    assert not any(row.is_worse for row in found.rows)


def test_rare_combinations_share_a_slice() -> None:
    batch = by_chance(0, n=600)
    many = words("tag", *(f"t{one:02d}" for one in range(60)))
    slicing = replace(batch.slicings[2], columns=(many, batch.slicings[2].columns[1]))
    codes = slicing.combined((np.arange(600) % 60, np.arange(600) % 2))
    found = found_in(SlicedPredictions(batch.predictions, (slicing,), (codes,)))

    assert (found.columns[0].n_slices, found.columns[0].n_pooled) == (51, 10)
    assert found.rows[-1].value == "(other)"
    assert sum(row.n_samples for row in found.rows) == 600


def test_json_both_ways() -> None:
    text = to_json(found_in(by_chance(8)))

    assert to_json(from_json(text)) == text
