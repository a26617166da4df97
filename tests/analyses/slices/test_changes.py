import numpy as np
import pytest

from afterfit.analyses import compare_slices
from afterfit.records import SlicedPredictions
from afterfit.results import SliceChanges, from_json, to_json
from afterfit.statistics import benjamini_hochberg, tally_slices
from tests.statistics.sample_slices import by_chance, recordings

SLICES = np.repeat(np.arange(60)[:, None] % 3, 20, axis=1)


def pair_of(loss: float, place: int = 1) -> tuple[SlicedPredictions, SlicedPredictions]:
    """Return a reference, and a candidate that loses a share of the samples of one slice."""
    random = np.random.default_rng(6)
    right = random.random((60, 20)) < 0.9
    kept = right & ~((place == SLICES) & (random.random((60, 20)) < loss))
    return recordings(right, SLICES), recordings(kept, SLICES, variant="int8")


def changes(loss: float, place: int = 1) -> SliceChanges:
    """Return what that candidate changes."""
    one, other = pair_of(loss, place)
    found = compare_slices(tally_slices(one), tally_slices(other))
    assert found is not None
    return found


def test_the_loss_is_found_where_it_is() -> None:
    found = changes(0.1)
    hall, roof, yard = found.rows

    assert roof.change.value == pytest.approx(roof.candidate_accuracy - roof.reference_accuracy)
    assert roof.change.high < 0
    assert roof.change_elsewhere.value == 0
    assert roof.p_value < 0.05
    assert hall.change.value == yard.change.value == 0
    assert found.n_tested == 3
    assert (found.reference.variant, found.candidate.variant) == ("float32", "int8")


def test_where_the_candidate_is_surely_worse_or_better() -> None:
    hall, roof, yard = changes(0.1).rows
    assert (roof.is_worse, roof.is_better) == (True, False)
    assert not any(row.is_worse or row.is_better for row in (hall, yard))

    one, other = (tally_slices(batch) for batch in pair_of(0.1))
    turned = compare_slices(other, one)
    assert turned is not None
    assert [row.is_better for row in turned.rows] == [False, True, False]


def test_the_change_in_a_slice_agrees_with_the_paired_t_test() -> None:
    from scipy.stats import ttest_1samp

    random = np.random.default_rng(8)
    right, kept = (random.random((60, 20)) < rate for rate in (0.9, 0.85))
    one, other = recordings(right, SLICES), recordings(kept, SLICES, variant="int8")
    found = compare_slices(tally_slices(one), tally_slices(other))
    assert found is not None
    judged = [
        float(ttest_1samp((kept * 1.0 - right)[place::3].mean(axis=1), 0).pvalue)
        for place in range(3)
    ]

    # recordings are of one size, so the mean of recordings is the change of the slice
    assert [row.p_no_change for row in found.rows] == pytest.approx(
        benjamini_hochberg(judged).tolist(), rel=0.05
    )


def test_surely_changed_slices_are_rare_where_nothing_changes() -> None:
    def sure(seed: int) -> bool:
        random = np.random.default_rng(seed)
        hard = random.beta(8, 1, (60, 1))
        right, kept = (random.random((60, 20)) < hard for _ in range(2))
        one, other = recordings(right, SLICES), recordings(kept, SLICES, variant="int8")
        found = compare_slices(tally_slices(one), tally_slices(other))
        return found is not None and any(row.is_worse or row.is_better for row in found.rows)

    assert sum(map(sure, range(100))) <= 10


def test_no_change_at_all() -> None:
    assert [row.p_value for row in changes(0.0).rows] == [1.0, 1.0, 1.0]


def test_other_samples_are_not_compared() -> None:
    assert compare_slices(tally_slices(by_chance(1)), tally_slices(by_chance(2))) is None


def test_json_both_ways() -> None:
    text = to_json(changes(0.1))

    assert to_json(from_json(text)) == text
