import numpy as np
import pytest

from afterfit.metrics import COUNT_METRICS
from afterfit.records import Predictions
from afterfit.statistics import (
    ClassCounts,
    LossSums,
    Resampling,
    SourceConfusion,
    percentile_interval,
    share_of,
)
from tests.statistics.sample_predictions import predictions_of


def random_predictions(n: int, n_sources: int, effect: float = 0.0) -> Predictions:
    random = np.random.default_rng(5)
    source = np.arange(n) % n_sources
    right = random.random(n) < 0.8 + effect * random.standard_normal(n_sources)[source]
    y_true = random.integers(0, 3, n)
    y_pred = np.where(right, y_true, (y_true + 1) % 3)
    return predictions_of(y_true.tolist(), np.eye(3)[y_pred], source.tolist())


def replicates_of(predictions: Predictions) -> tuple[Resampling, ClassCounts]:
    confusion = SourceConfusion.from_predictions(predictions)
    resampling = Resampling.of_sources(np.ones(confusion.n_sources, bool))
    return resampling, resampling.counts(confusion)


@pytest.mark.parametrize(
    ("n", "n_sources", "effect"),
    [(800, 800, 0.0), (20_000, 20_000, 0.0), (3000, 60, 0.1), (30_000, 6000, 0.1)],
    ids=["independent", "independent, in groups", "clustered", "clustered, in groups"],
)
def test_spread_is_that_of_the_formula(n: int, n_sources: int, effect: float) -> None:
    predictions = random_predictions(n, n_sources, effect)
    _, replicates = replicates_of(predictions)
    accuracies = COUNT_METRICS["accuracy"].function(replicates)

    tallies = SourceConfusion.from_predictions(predictions).right()
    p = share_of(tallies).share.item()
    residual = tallies.hits - p * tallies.totals
    expected = np.sqrt(n_sources / (n_sources - 1) * (residual**2).sum()) / n
    assert accuracies.std() == pytest.approx(expected, rel=0.1)
    assert accuracies.mean() == pytest.approx(p, abs=0.2 * expected)


def test_replicates_keep_what_belongs_together() -> None:
    resampling, replicates = replicates_of(random_predictions(120, 12))

    assert (resampling.weights.sum(axis=1) == 12).all()
    assert (replicates.support.sum(axis=1) == replicates.predicted.sum(axis=1)).all()
    assert (replicates.hits <= np.minimum(replicates.support, replicates.predicted)).all()
    assert (replicates.n_samples == 120).all()


def test_sources_without_samples_are_not_drawn() -> None:
    resampling = Resampling.of_sources(np.array([True, False, True]))

    assert resampling.unit.tolist() == [0, -1, 1]
    assert resampling.n_units == 2


def test_losses_resample_with_the_same_weights() -> None:
    sums = LossSums(np.array([2, 3]), np.array([1.0, 6.0]), np.array([0.5, 0.5]))
    resampling = Resampling.of_sources(np.array([True, True]))
    replicates = resampling.losses(sums)

    assert (replicates.n_samples == resampling.weights @ [2, 3]).all()
    assert (replicates.log_loss == resampling.weights @ [1.0, 6.0]).all()


VARIED = np.linspace(0.4, 0.6, 1000)


def test_many_units_give_the_plain_percentiles() -> None:
    low, high = percentile_interval(0.5, VARIED, n_units=10**6) or (0, 0)

    assert (low, high) == pytest.approx(tuple(np.quantile(VARIED, [0.025, 0.975])), abs=1e-6)


def test_few_units_reach_further_out() -> None:
    low, high = percentile_interval(0.5, VARIED, n_units=6) or (0, 0)

    assert low < np.quantile(VARIED, 0.025)
    assert high > np.quantile(VARIED, 0.975)


@pytest.mark.parametrize(
    ("value", "replicates", "n_units"),
    [
        (1.0, np.ones(1000), 50),
        (0.5, VARIED, 4),
        (float("nan"), VARIED, 50),
        (0.5, np.full(1000, np.nan), 50),
    ],
    ids=["all replicates agree", "too few recordings", "no value", "never defined"],
)
def test_no_interval_rather_than_a_wrong_one(
    value: float, replicates: np.ndarray[tuple[int], np.dtype[np.float64]], n_units: int
) -> None:
    assert percentile_interval(value, replicates, n_units) is None


def test_undefined_replicates_are_left_out() -> None:
    replicates = np.append(VARIED, np.full(200, np.nan))

    assert percentile_interval(0.5, replicates, 50) == percentile_interval(0.5, VARIED, 50)
