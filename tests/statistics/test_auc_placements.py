import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from afterfit.statistics import (
    AucPlacements,
    auc_change_interval,
    auc_change_p_value,
    auc_interval,
)


def sample(
    n: int, seed: int, strength: float = 1.0
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    random = np.random.default_rng(seed)
    positive = np.arange(n) % 3 == 0
    return random.normal(size=n) + strength * positive, positive


def delong_by_the_book(score: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return DeLong's standard error from the matrix of all pairs."""
    wins = np.sign(score[positive][:, None] - score[~positive][None]) / 2 + 0.5
    up, down = wins.mean(axis=1), wins.mean(axis=0)
    return float(np.sqrt(up.var(ddof=1) / len(up) + down.var(ddof=1) / len(down)))


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40).filter(
        lambda rows: len({positive for _, positive in rows}) == 2
    )
)
def test_the_auc_is_that_of_scikit_learn(rows: list[tuple[int, bool]]) -> None:
    score, positive = np.array([r[0] for r in rows], float), np.array([r[1] for r in rows])
    placements = AucPlacements.of(score, positive, np.arange(len(rows)))

    assert placements.auc == pytest.approx(roc_auc_score(positive, score), abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_independent_samples_have_delongs_error(seed: int) -> None:
    score, positive = sample(60, seed)
    placements = AucPlacements.of(np.round(score, 1), positive, np.arange(60))

    assert placements.standard_error == pytest.approx(
        delong_by_the_book(np.round(score, 1), positive)
    )


def test_copies_of_a_recording_tell_nothing_new() -> None:
    score, positive = sample(60, 1)
    once = AucPlacements.of(score, positive, np.arange(60))
    five_times = AucPlacements.of(
        np.repeat(score, 5), np.repeat(positive, 5), np.repeat(np.arange(60), 5)
    )

    assert five_times.auc == pytest.approx(once.auc)
    assert five_times.standard_error == pytest.approx(once.standard_error)
    assert not five_times.independent


def test_the_interval_covers_about_as_often_as_it_says() -> None:
    truth = 0.760249938906523  # Φ(1 / √2)
    covered = 0
    for seed in range(300):
        score, positive = sample(90, seed)
        ends = auc_interval(AucPlacements.of(score, positive, np.arange(90)))
        covered += ends is not None and ends[0] <= truth <= ends[1]

    assert 0.91 <= covered / 300 <= 0.99


@pytest.mark.parametrize(
    ("score", "positive", "low"),
    [
        ([0.0, 1.0, 2.0, 3.0], [0, 0, 1, 1], 0.3424),
        ([0.0, 1.0], [0, 1], None),
        ([1.0, 1.0, 1.0, 1.0], [0, 0, 1, 1], None),
        ([1.0, 2.0], [0, 0], None),
        ([], [], None),
    ],
    ids=["perfect", "one of each", "all equal", "one kind", "nothing"],
)
def test_intervals_at_the_edges(score: list[float], positive: list[int], low: float | None) -> None:
    found = auc_interval(
        AucPlacements.of(np.array(score), np.array(positive, bool), np.arange(len(score)))
    )
    assert (found is None) == (low is None)
    if found is not None:
        assert found[0] == pytest.approx(low, abs=1e-4)
        assert found[1] == 1


def test_a_paired_comparison_sees_what_two_intervals_hide() -> None:
    score, positive = sample(200, 4)
    poorer = score + 0.6 * np.random.default_rng(9).normal(size=200)
    units = np.arange(200)
    one, other = (AucPlacements.of(s, positive, units) for s in (score, poorer))
    change = other - one
    ends = auc_change_interval(change)

    assert change.auc == pytest.approx(other.auc - one.auc)
    assert change.standard_error < min(one.standard_error, other.standard_error)
    assert ends is not None
    assert (ends[1] < 0) == (auc_change_p_value(change) < 0.05)


def test_the_same_model_twice_has_not_changed() -> None:
    score, positive = sample(30, 0)
    one = AucPlacements.of(score, positive, np.arange(30))

    assert auc_change_p_value(one - one) == 1
    assert auc_change_interval(one - one) is None
