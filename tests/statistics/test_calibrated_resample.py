import numpy as np

from afterfit.statistics import Reliability, resample_calibrated


def test_mean_and_spread_are_those_of_independent_outcomes() -> None:
    random = np.random.default_rng(1)
    values = random.uniform(0, 1, 2000)
    counts = Reliability.from_columns(values[:, None], values[:, None] > 2)

    drawn = resample_calibrated(counts, 0, 10, np.random.default_rng(2))

    assert drawn.hits.shape == (200, 10)
    for index in range(10):
        inside = values[(values >= index / 10) & (values < (index + 1) / 10)]
        expected, spread = inside.sum(), np.sqrt((inside * (1 - inside)).sum())
        hits = drawn.hits[:, index]
        assert abs(hits.mean() - expected) < 4 * spread / np.sqrt(200)
        assert 0.8 * spread < hits.std() < 1.2 * spread


def test_certain_scores_leave_nothing_to_chance() -> None:
    sure = Reliability.from_columns(np.ones((50, 1)), np.zeros((50, 1), dtype=bool))

    drawn = resample_calibrated(sure, 0, 10, np.random.default_rng(2))

    assert set(drawn.hits[:, -1]) == {50}


def test_many_samples_spread_as_few_do() -> None:
    """Of two bins, the hits of one are drawn from the normal distribution."""
    n = np.array([1_000_000, 1_000_000, 500])
    cells = np.array([int(0.22 * 7680), int(0.28 * 7680), int(0.71 * 7680)])
    none = np.zeros(3, dtype=np.int64)
    counts = Reliability(1, cells, n, none, none)

    drawn = resample_calibrated(counts, 0, 10, np.random.default_rng(2))

    p = cells / 7680
    for index, inside in ((2, slice(0, 2)), (7, slice(2, 3))):
        expected = (n[inside] * p[inside]).sum()
        spread = np.sqrt((n[inside] * p[inside] * (1 - p[inside])).sum())
        hits = drawn.hits[:, index]
        assert abs(hits.mean() - expected) < 4 * spread / np.sqrt(200)
        assert 0.8 * spread < hits.std() < 1.2 * spread
        assert hits.max() <= n[inside].sum()
    assert drawn.hits.dtype == np.int64
    assert not drawn.hits[:, [0, 1, 3, 4, 5, 6, 8, 9]].any()
