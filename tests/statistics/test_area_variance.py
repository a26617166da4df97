import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from afterfit.metrics.from_ranks import average_precision, roc_auc
from afterfit.statistics import (
    AreaInfluence,
    AreaVariance,
    ScoreCounts,
    average_precision_influence,
    roc_auc_influence,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def kernel(positives: Floats, negatives: Floats) -> Floats:
    """Return 1 where a positive is above a negative, ½ where they tie, pair by pair."""
    above = positives[:, None] - negatives
    return np.where(above > 0, 1.0, np.where(above == 0, 0.5, 0.0))


def delong(scores: Floats, positive: Flags) -> float:
    """Return the variance as DeLong and others write it, from all pairs."""
    pairs = kernel(scores[positive], scores[~positive])
    m, n = pairs.shape
    of_means = pairs.mean(axis=1).var(ddof=1) / m + pairs.mean(axis=0).var(ddof=1) / n
    return float(of_means)


def obuchowski(scores: Floats, positive: Flags, source: NDArray[np.int64]) -> float:
    """Return the variance as Obuchowski writes it, source by source."""
    pairs = kernel(scores[positive], scores[~positive])
    theta, (m, n) = pairs.mean(), pairs.shape
    v10, v01 = pairs.mean(axis=1), pairs.mean(axis=0)
    a, b, has = [], [], []
    for one in np.unique(source):
        mine, others = v10[source[positive] == one], v01[source[~positive] == one]
        a.append((mine - theta).sum())
        b.append((others - theta).sum())
        has.append((len(mine) > 0, len(others) > 0))
    i10, i01 = np.array(has).sum(axis=0)
    s10 = i10 / ((i10 - 1) * m) * (np.array(a) ** 2).sum()
    s01 = i01 / ((i01 - 1) * n) * (np.array(b) ** 2).sum()
    s11 = len(a) / (len(a) - 1) * (np.array(a) * np.array(b)).sum()
    return float(s10 / m + s01 / n + 2 * s11 / (m * n))


def drawn(n: int, seed: int, digits: int = 1) -> tuple[Floats, Flags]:
    rng = np.random.default_rng(seed)
    positive = rng.random(n) < 0.3
    positive[:4] = True, True, False, False
    return np.round(rng.normal(0, 1, n) + positive, digits), positive


def of_sources(
    scores: Floats, positive: Flags, source: NDArray[np.int64], influence: AreaInfluence
) -> AreaVariance:
    place = np.searchsorted(-np.unique(scores)[::-1], -scores)
    each = np.where(positive, influence.positives[place], influence.negatives[place])
    n = int(source.max()) + 1
    a = np.bincount(source[positive], each[positive], n)
    b = np.bincount(source[~positive], each[~positive], n)
    held = (len(np.unique(source[chosen])) for chosen in (positive, ~positive))
    return AreaVariance.of_sources(a.astype(float), b.astype(float), *held)


@pytest.mark.parametrize("seed", range(5))
def test_of_independent_samples_it_is_delongs(seed: int) -> None:
    scores, positive = drawn(60, seed)
    counts = ScoreCounts.from_scores(scores, positive)
    found = AreaVariance.of_samples(counts, roc_auc_influence(counts))
    assert found.value == pytest.approx(delong(scores, positive), rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_of_recordings_it_is_obuchowskis(seed: int) -> None:
    scores, positive = drawn(80, seed)
    source = np.arange(80) // 4
    influence = roc_auc_influence(ScoreCounts.from_scores(scores, positive))
    found = of_sources(scores, positive, source, influence)
    assert found.value == pytest.approx(obuchowski(scores, positive, source), rel=1e-12)


@given(st.integers(4, 40), st.integers(0, 2**32 - 1))
def test_influence_is_what_a_little_more_of_a_sample_does(n: int, seed: int) -> None:
    scores, positive = drawn(n, seed)
    counts = ScoreCounts.from_scores(scores, positive)
    place = np.searchsorted(-counts.levels, -scores)
    for judge, influences in (
        (roc_auc_score, roc_auc_influence(counts)),
        (average_precision_score, average_precision_influence(counts)),
    ):
        each = np.where(positive, influences.positives[place], influences.negatives[place])
        assert each.sum() == pytest.approx(0, abs=1e-12)
        weights, step = np.ones(n), 1e-6
        for row in (0, n - 1):
            weights[row] += step
            more = judge(positive, scores, sample_weight=weights)
            weights[row] -= 2 * step
            less = judge(positive, scores, sample_weight=weights)
            weights[row] = 1
            assert (more - less) / (2 * step) == pytest.approx(each[row], abs=1e-6)


@pytest.mark.parametrize(
    ("area", "influence", "truth"),
    [
        (roc_auc, roc_auc_influence, 0.8413),
        (average_precision, average_precision_influence, 0.7114),
    ],
    ids=["roc auc", "average precision"],
)
@pytest.mark.parametrize("windows", [1, 5], ids=["independent", "five windows a recording"])
def test_intervals_hold_the_truth_as_often_as_they_say(
    area: object, influence: object, truth: float, windows: int
) -> None:
    rng, held, n = np.random.default_rng(1), [], 300
    for _ in range(300):
        source = np.arange(n) // windows
        positive = (rng.random(n // windows) < 0.3)[source]
        shared = rng.normal(0, 1, n // windows)[source]
        own = rng.normal(0, 1, n)
        scores = (shared if windows == 1 else 0.8 * shared + 0.6 * own) + math.sqrt(2) * positive
        counts = ScoreCounts.from_scores(scores, positive)
        variance = of_sources(scores, positive, source, influence(counts))  # type: ignore[operator]
        low, high = variance.interval(area(counts))  # type: ignore[operator]
        held.append(low <= truth <= high)
    assert 0.90 <= np.mean(held) <= 0.985


def test_a_perfect_order_is_not_certain() -> None:
    counts = ScoreCounts(np.array([0.9, 0.1]), np.array([10, 0]), np.array([0, 30]))
    for influence in (roc_auc_influence, average_precision_influence):
        low, high = AreaVariance.of_samples(counts, influence(counts)).interval(1.0)
        assert (round(low, 3), high) == (0.722, 1.0), "Wilson's interval of 10 of 10"


def test_one_unit_of_a_kind_tells_no_variance() -> None:
    counts = ScoreCounts(np.array([0.9, 0.5, 0.1]), np.array([0, 1, 0]), np.array([1, 0, 5]))
    variance = AreaVariance.of_samples(counts, roc_auc_influence(counts))
    assert all(map(math.isnan, variance.interval(0.8)))
