import numpy as np
import pytest

from afterfit.statistics import SourceTallies, share_of, wilson_interval


def effective_size(hits: list[int], totals: list[int]) -> float:
    tallies = SourceTallies(1, np.zeros(len(hits), int), np.array(hits), np.array(totals))
    return share_of(tallies).n_effective.item()


@pytest.mark.parametrize(
    ("hits", "totals", "expected"),
    [
        ([1, 0, 1, 1], [1, 1, 1, 1], 4.0),
        ([50, 50], [50, 50], 2.0),
        ([0, 0, 0], [9, 9, 9], 3.0),
    ],
    ids=["a sample a recording", "all right", "all wrong"],
)
def test_exact_cases(hits: list[int], totals: list[int], expected: float) -> None:
    assert effective_size(hits, totals) == expected


def test_wholly_right_or_wrong_recordings_are_worth_little_more_than_one_sample_each() -> None:
    # v = m / (m - 1) · Σ (h - p n)² / N² = 100 / 99 · 0.16 / 100, so N p (1 - p) / (N v) = 99.
    size = effective_size([50] * 80 + [0] * 20, [50] * 100)

    student = 1.9842169515086827  # 97.5 % point with 99 degrees of freedom
    assert size == pytest.approx(99 * (1.959963984540054 / student) ** 2)


def test_recordings_that_are_alike_are_worth_no_more_than_their_samples() -> None:
    assert effective_size([8] * 200, [10] * 200) < 2000
    assert effective_size([8] * 200, [10] * 200) > 1900


def test_one_recording_of_many_windows_tells_nothing_of_others() -> None:
    assert np.isnan(effective_size([40], [50]))
    assert np.isnan(effective_size([50], [50]))


def test_groups_do_not_mix_and_an_empty_one_is_unknown() -> None:
    tallies = SourceTallies(
        3, np.array([0, 0, 2, 2]), np.array([1, 0, 5, 5]), np.array([1, 1, 5, 5])
    )
    shares = share_of(tallies)

    assert shares.share.tolist()[0] == 0.5
    assert np.isnan(shares.share[1])
    assert shares.n_effective[0] == 2
    assert shares.n_effective[2] == 2
    assert shares.n_samples.tolist() == [2, 0, 10]


def test_interval_covers_the_truth_where_the_naive_one_does_not() -> None:
    random = np.random.default_rng(1)
    n_trials, n_files, truth = 400, 12, 0.85
    covered = naive = 0
    for _ in range(n_trials):
        totals = random.integers(20, 80, n_files)
        hits = random.binomial(totals, random.beta(8.5, 1.5, n_files))
        share = share_of(SourceTallies(1, np.zeros(n_files, int), hits, totals))
        low, high = wilson_interval(share.share, share.n_effective)
        covered += bool(low[0] <= truth <= high[0])
        low, high = wilson_interval(share.share, share.n_samples)
        naive += bool(low[0] <= truth <= high[0])

    assert covered / n_trials > 0.9
    assert naive / n_trials < 0.75
