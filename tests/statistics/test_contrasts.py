import numpy as np
import pytest

from afterfit.statistics import contrast_changes, contrast_shares


def counted(
    right: np.ndarray, slices: np.ndarray, n_slices: int = 2
) -> tuple[np.ndarray, np.ndarray]:
    """Count recordings (rows) of windows (columns) by slice."""
    totals = np.array([(slices == code).sum(axis=1) for code in range(n_slices)])
    hits = np.array([(right & (slices == code)).sum(axis=1) for code in range(n_slices)])
    return hits, totals


def drawn(seed: int, *, within: bool, n: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Return recordings of unequal quality; slices lie within them, or hold whole ones."""
    random = np.random.default_rng(seed)
    right = random.random((n, 20)) < random.beta(6, 1.5, n)[:, None]
    slices = random.integers(0, 2, (n, 20) if within else (n, 1)) * np.ones((1, 20), dtype=int)
    return counted(right, slices)


@pytest.mark.parametrize("within", [True, False], ids=["within recordings", "whole recordings"])
def test_the_interval_is_that_of_recordings_drawn_again(within: bool) -> None:
    hits, totals = drawn(3, within=within)
    found = contrast_shares(hits, totals)
    random = np.random.default_rng(0)
    again = random.multinomial(60, np.full(60, 1 / 60), 4000)
    h, n = again @ hits.T, again @ totals.T
    error = (h[:, 0] / n[:, 0] - h[:, 1] / n[:, 1]).std()

    assert found.high[0] - found.low[0] == pytest.approx(2 * 2.0 * error, rel=0.1)
    assert (found.low[0] <= 0 <= found.high[0]) == (found.p_value[0] >= 0.05)


def test_the_other_side_of_two_slices_is_the_mirror() -> None:
    found = contrast_shares(*drawn(5, within=True))

    assert found.difference[0] == pytest.approx(-found.difference[1])
    assert found.low[0] == pytest.approx(-found.high[1])
    assert found.p_value[0] == pytest.approx(found.p_value[1])


def test_independent_samples_agree_with_the_textbook() -> None:
    random = np.random.default_rng(1)
    slices = random.integers(0, 2, (3000, 1))
    right = random.random((3000, 1)) < np.where(slices == 0, 0.8, 0.9)
    hits, totals = counted(right, slices)
    found = contrast_shares(hits, totals)
    (p, q), (n, m) = hits.sum(axis=1) / totals.sum(axis=1), totals.sum(axis=1)
    half = 1.96 * np.sqrt(p * (1 - p) / n + q * (1 - q) / m)

    assert found.high[0] - found.low[0] == pytest.approx(2 * half, rel=0.01)


@pytest.mark.parametrize(
    ("inside", "told"), [(4, False), (5, True)], ids=["four recordings", "five"]
)
def test_few_recordings_say_nothing(inside: int, told: bool) -> None:
    totals = np.array([[10] * inside + [0] * 20, [0] * inside + [10] * 20])
    hits = np.where(totals > 0, np.array([[4], [9]]), 0) - (np.arange(inside + 20) % 2) * (
        totals > 0
    )
    found = contrast_shares(hits, totals)

    assert found.difference[0] < -0.4
    assert np.isnan(found.p_value[0]) != told
    assert np.isnan(found.low[0]) != told


def test_no_errors_at_all_are_no_proof() -> None:
    totals = np.array([[1] * 6 + [0] * 30, [0] * 6 + [1] * 30])
    hits = totals.copy()
    hits[1, -3:] = 0
    found = contrast_shares(hits, totals)

    assert found.difference[0] == pytest.approx(0.1)
    assert found.p_value[0] > 0.3


def test_a_slice_that_holds_everything_has_no_rest() -> None:
    found = contrast_shares(np.full((1, 9), 3), np.full((1, 9), 4))

    assert found.inside[0] == 0.75
    assert np.isnan([found.outside[0], found.difference[0], found.p_value[0]]).all()


def test_changes_are_paired() -> None:
    totals = np.full((2, 40), 10)
    changes = np.array([[-2, -1] * 20, [0, 0] * 20])
    found = contrast_changes(changes, totals)

    assert found.inside[0] == pytest.approx(-0.15)
    assert found.inside_ends[1][0] < 0 < found.outside_ends[1][0]
    assert found.p_value[0] < 0.001


def test_alarms_where_no_slice_differs_are_rare() -> None:
    p_values = [
        contrast_shares(*drawn(seed, within=seed % 2 == 0)).p_value[0] for seed in range(400)
    ]

    assert 0.02 < np.mean(np.array(p_values) < 0.05) < 0.08
