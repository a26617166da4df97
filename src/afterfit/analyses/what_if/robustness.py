"""Changed windows → what every variant loses, against itself and against the first."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.analyses.what_if.change import Change, Reading
from afterfit.analyses.what_if.subject import Subject, right
from afterfit.metrics import ACCURACY_CHANGE
from afterfit.records import Predictions
from afterfit.results import Estimate
from afterfit.results.what_if import ChangeCurve, ChangePoint, ExtraLoss
from afterfit.statistics import (
    PairedCounts,
    SourceTallies,
    accuracy_change_interval,
    mcnemar_p_value,
    share_of,
)
from afterfit.statistics.mean_interval import mean_interval
from afterfit.statistics.source_numbers import SourceNumbers, number_sources


@dataclass(frozen=True, slots=True)
class ChangedVariants:
    """Every variant under one change."""

    curves: Mapping[str, ChangeCurve]
    """Variant to its curve."""
    extra_losses: tuple[ExtraLoss, ...]


def try_change(change: Change, subject: Subject, reading: Reading, seed: int) -> ChangedVariants:
    """Return what a change at every strength does to the accuracy of every variant."""
    points: dict[str, list[ChangePoint]] = {name: [] for name in subject.models}
    extra: list[ExtraLoss] = []
    trials = (change.changed(subject.values, one, reading, seed) for one in change.strengths)
    for strength, answers in zip(change.strengths, subject.answers(trials), strict=True):
        for name, changed in answers.items():
            points[name].append(_point(change, strength, subject.unchanged[name], changed))
        extra += _extra_losses(change, strength, subject, answers)
    return ChangedVariants(
        {
            name: ChangeCurve(change.key, change.title, change.unit, change.how, tuple(found))
            for name, found in points.items()
        },
        tuple(extra),
    )


def accuracy_of(predictions: Predictions, sources: SourceNumbers) -> Estimate:
    """Return the accuracy with Wilson's interval for the recordings' worth of samples."""
    return share_estimates("accuracy", _hits(predictions, sources))[0]


def _point(change: Change, strength: float, before: Predictions, after: Predictions) -> ChangePoint:
    sources = number_sources(before)
    pairs = PairedCounts.of(sources, right(before), right(after))
    worst, worst_change = _worst_class(sources, before, after)
    return ChangePoint(
        strength=float(strength),
        label=change.label(strength),
        severity=float(change.severity(strength)),
        is_everyday=change.is_everyday(strength),
        accuracy=accuracy_of(after, sources),
        change=_paired(pairs, worth_of(sources, before, after)),
        p_value=mcnemar_p_value(pairs.n_reference_only, pairs.n_candidate_only),
        n_lost=pairs.n_reference_only,
        n_won=pairs.n_candidate_only,
        n_flipped=int((before.y_pred != after.y_pred).sum()),
        worst_class=worst,
        worst_class_change=worst_change,
    )


def _worst_class(
    sources: SourceNumbers, before: Predictions, after: Predictions
) -> tuple[str, Estimate]:
    """Return the class whose recall falls most, the first of equals, and its change."""
    changes = {}
    for index, name in enumerate(before.class_names):
        mine = before.y_true == index
        if mine.any():
            part = SourceNumbers(sources.names, sources.n, sources.index[mine], sources.independent)
            counts = PairedCounts.of(part, right(before)[mine], right(after)[mine])
            changes[name] = _paired(counts, None)
    if not changes:
        return "", without_interval(ACCURACY_CHANGE.name, math.nan, 0)
    worst = min(changes, key=lambda name: changes[name].value)
    return worst, changes[worst]


def _paired(pairs: PairedCounts, n_effective: float | None) -> Estimate:
    value, n = float(ACCURACY_CHANGE.function(pairs)), int(pairs.n_samples.sum())
    ends = accuracy_change_interval(pairs, n_effective)
    if ends is None:
        return without_interval(ACCURACY_CHANGE.name, value, n)
    return Estimate(ACCURACY_CHANGE.name, value, *ends, n, "paired")


def worth_of(sources: SourceNumbers, *tests: Predictions) -> float | None:
    """Return what the least certain accuracy rests on; None where a single source hides it."""
    worth = [float(share_of(_hits(one, sources)).n_effective[0]) for one in tests]
    return None if any(map(math.isnan, worth)) else min(worth)


def _hits(predictions: Predictions, sources: SourceNumbers) -> SourceTallies:
    everything = np.ones(len(predictions), dtype=np.bool_)
    return SourceTallies.of_samples(sources, right(predictions), everything)


def _extra_losses(
    change: Change, strength: float, subject: Subject, answers: Mapping[str, Predictions]
) -> Iterator[ExtraLoss]:
    """Return what the other variants lose beyond the first, each window against itself."""
    reference, *others = answers
    sources = subject.sources
    of_reference = _changes(subject.unchanged[reference], answers[reference])
    for name in others:
        extra = _changes(subject.unchanged[name], answers[name]) - of_reference
        tests = [one[which] for one in (subject.unchanged, answers) for which in (reference, name)]
        yield ExtraLoss(
            candidate=name,
            key=change.key,
            title=change.title,
            label=change.label(strength),
            is_everyday=change.is_everyday(strength),
            extra=mean_estimate("accuracy_change", extra, sources, worth_of(sources, *tests)),
        )


def _changes(before: Predictions, after: Predictions) -> NDArray[np.float64]:
    """Return 1 where a window became right, -1 where it became wrong."""
    return right(after).astype(np.float64) - right(before)


def mean_estimate(
    metric: str,
    values: NDArray[np.float64],
    sources: SourceNumbers,
    n_effective: float | None,
) -> Estimate:
    """Return the mean of one number a window, each a difference of the same window."""
    value = float(values.mean()) if len(values) else math.nan
    ends = mean_interval(values, sources, n_effective)
    if ends is None:
        return without_interval(metric, value, len(values))
    return Estimate(metric, value, *ends, len(values), "paired")
