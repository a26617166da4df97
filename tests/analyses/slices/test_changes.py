import numpy as np
import pytest

from afterfit.analyses import compare_slices
from afterfit.results import SliceChanges, from_json, to_json
from afterfit.statistics import tally_slices
from tests.statistics.sample_slices import by_chance, recordings

SLICES = np.repeat(np.arange(60)[:, None] % 3, 20, axis=1)


def changes(loss: float, place: int = 1) -> SliceChanges:
    """Return what a candidate changes that loses a share of the samples of one slice."""
    random = np.random.default_rng(6)
    right = random.random((60, 20)) < 0.9
    kept = right & ~((place == SLICES) & (random.random((60, 20)) < loss))
    one, other = recordings(right, SLICES), recordings(kept, SLICES, variant="int8")
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


def test_no_change_at_all() -> None:
    assert [row.p_value for row in changes(0.0).rows] == [1.0, 1.0, 1.0]


def test_other_samples_are_not_compared() -> None:
    assert compare_slices(tally_slices(by_chance(1)), tally_slices(by_chance(2))) is None


def test_json_both_ways() -> None:
    text = to_json(changes(0.1))

    assert to_json(from_json(text)) == text
