from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix

from afterfit.errors import InputError
from afterfit.statistics import SliceTally, tally_slices
from tests.statistics.identical import assert_identical
from tests.statistics.sample_slices import by_chance, take_sliced


@given(st.integers(0, 1000), st.lists(st.integers(0, 60), max_size=5), st.randoms())
def test_how_rows_are_cut_and_added_makes_no_difference(
    seed: int, cuts: list[int], random: Random
) -> None:
    whole = by_chance(seed)
    order = np.random.default_rng(seed).permutation(60)
    parts = [tally_slices(take_sliced(whole, rows)) for rows in np.split(order, sorted(cuts))]
    random.shuffle(parts)
    total: SliceTally = parts[0]
    for part in parts[1:]:
        total = total + part

    assert_identical(total, tally_slices(whole))


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_slices_of_each_column_sum_to_the_whole(seed: int) -> None:
    tally = tally_slices(by_chance(seed))
    predictions = by_chance(seed).predictions
    for counts in tally.slicings:
        matrices = [
            counts.of_slice(code, tally.n_sources).total().counts
            for code in range(counts.slicing.n_slices)
        ]
        whole = confusion_matrix(predictions.y_true, predictions.y_pred, labels=[0, 1, 2])
        assert np.array_equal(sum(matrices), whole)
        assert counts.sizes().sum() == 60


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_each_slice_equals_scikit_learn_on_its_rows(seed: int) -> None:
    batch, tally = by_chance(seed), tally_slices(by_chance(seed))
    for counts, codes in zip(tally.slicings, batch.codes, strict=True):
        for code in np.unique(codes).tolist():
            here = codes == code
            true, taken = batch.predictions.y_true[here], batch.predictions.y_pred[here]
            judge = confusion_matrix(true, taken, labels=[0, 1, 2])
            assert np.array_equal(counts.of_slice(code, tally.n_sources).total().counts, judge)


def test_names_of_combinations() -> None:
    site, _, both = (counts.slicing for counts in tally_slices(by_chance(0)).slicings)

    assert [site.name_of(code) for code in (0, 3, 4)] == ["hall", "(other)", "(missing)"]
    assert (both.name, both.n_slices) == ("site,hour", 20)
    assert both.name_of(int(both.combined((np.array([2]), np.array([1])))[0])) == (
        "yard, 6 and above"
    )


def test_rows_with_and_without_recordings_do_not_add() -> None:
    batch = by_chance(1)
    none = replace(
        batch.predictions,
        has_sources=False,
        source=np.zeros(60, dtype=np.int64),
        source_names=("",),
    )
    with pytest.raises(InputError, match="give all rows a source, or none"):
        _ = tally_slices(batch) + tally_slices(replace(batch, predictions=none))
