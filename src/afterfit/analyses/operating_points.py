"""Thresholds chosen on validation and reported on test."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import share_estimates
from afterfit.analyses.observed import tally_of
from afterfit.analyses.scope import scope_of
from afterfit.analyses.temperature import check_same_model, on_int8_levels
from afterfit.analyses.threshold_choice import Choice, choose_threshold
from afterfit.analyses.thresholds import sweep_around_hits, sweep_class
from afterfit.records import Predictions
from afterfit.results import Estimate, ThresholdSweep
from afterfit.results.operating_points import (
    BinaryCounts,
    OperatingPoint,
    OperatingPoints,
    UnreachableTarget,
)
from afterfit.results.policies import (
    HighestF1,
    Policy,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from afterfit.statistics import ClassificationTally, SourceTallies
from afterfit.statistics.source_numbers import SourceNumbers, number_sources

DEFAULT_POLICIES: tuple[Policy, ...] = (
    HighestF1(),
    RecallAtFalsePositiveRate(0.01),
    RecallAtPrecision(0.95),
)
"""What is asked when nobody said what a mistake costs."""

Mask = NDArray[np.bool_]


def choose_operating_points(
    validation: Predictions, test: Predictions, policies: Sequence[Policy] = DEFAULT_POLICIES
) -> OperatingPoints:
    """Return, for each class and policy, the threshold chosen on validation and its test values.

    Each class is judged against the rest by its own score, also when there are two.

    Parameters
    ----------
    validation, test : Predictions
        The same variant on two splits; only the first has a say in the choice.
    policies : sequence of Policy
        What thresholds are wanted for.

    Raises
    ------
    InputError
        When the two are of different models, or of the same split.
    """
    check_same_model(validation, test)
    sources = number_sources(test)
    return OperatingPoints(
        chosen_on=scope_of(validation),
        reported_on=scope_of(test),
        int8_scores=_on_int8_levels(validation) and _on_int8_levels(test),
        answers=tuple(
            _answer(sweep, index, policy, test, sources)
            for index, sweep in enumerate(_sweeps(tally_of(validation)))
            for policy in policies
        ),
    )


def _sweeps(tally: ClassificationTally) -> Iterator[ThresholdSweep]:
    """Yield the thresholds of each class that a policy can choose among, one class in memory."""
    for index, name in enumerate(tally.class_names):
        if tally.settings.exact:
            yield sweep_around_hits(name, tally.scores[index])
        else:
            yield sweep_class(name, tally.levels_of(index))


def _on_int8_levels(predictions: Predictions) -> bool:
    return len(predictions) > 0 and on_int8_levels(predictions.scores)


def _answer(
    sweep: ThresholdSweep, index: int, policy: Policy, test: Predictions, sources: SourceNumbers
) -> OperatingPoint | UnreachableTarget:
    choice = choose_threshold(sweep, policy)
    if isinstance(choice, str):
        return UnreachableTarget(sweep.class_name, policy, choice)
    positive = test.y_true == index
    raised = test.scores[:, index] >= choice.threshold
    return OperatingPoint(
        class_name=sweep.class_name,
        policy=policy,
        threshold=choice.threshold,
        gap_low=choice.gap_low,
        gap_high=choice.gap_high,
        chosen=_chosen_counts(sweep, choice),
        reported=_count(positive, raised),
        precision=_share("precision", sources, positive, among=raised),
        recall=_share("recall", sources, raised, among=positive),
        false_positive_rate=_share("false_positive_rate", sources, raised, among=~positive),
    )


def _chosen_counts(sweep: ThresholdSweep, choice: Choice) -> BinaryCounts:
    return BinaryCounts(
        tp=choice.tp,
        fp=choice.fp,
        fn=sweep.n_positives - choice.tp,
        tn=sweep.n_negatives - choice.fp,
    )


def _count(positive: Mask, raised: Mask) -> BinaryCounts:
    cells = np.bincount(positive * 2 + raised, minlength=4).tolist()
    return BinaryCounts(tp=cells[3], fp=cells[1], fn=cells[2], tn=cells[0])


def _share(metric: str, sources: SourceNumbers, hit: Mask, among: Mask) -> Estimate:
    """Return the share of hits among some samples, with an interval that respects recordings."""
    tallies = SourceTallies.of_samples(sources, hit, among)
    return share_estimates(metric, tallies)[0]
