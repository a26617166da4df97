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
