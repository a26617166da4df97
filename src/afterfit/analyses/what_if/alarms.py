"""Changed windows → what every anomaly detector reports, at the threshold that ships."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isnan, nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.comparison import compare_rankings
from afterfit.analyses.anomaly.quality import auc_estimate
from afterfit.analyses.anomaly.samples import share_among
from afterfit.analyses.estimates import without_interval
from afterfit.analyses.what_if.change import Array, Change, Reading
from afterfit.analyses.what_if.robustness import mean_estimate
from afterfit.metrics import ACCURACY_CHANGE
from afterfit.records import AnomalyScores
from afterfit.results import Estimate
from afterfit.results.alarms_what_if import (
    AlarmCurve,
    AlarmPoint,
    AlarmRate,
    ExtraAlarms,
    RateUnderChange,
)
from afterfit.statistics import (
    PairedCounts,
    SourceTallies,
    accuracy_change_interval,
    share_of,
)
from afterfit.statistics.source_numbers import SourceNumbers, number_sources

Mask = NDArray[np.bool_]
ScoresOf = Callable[[Array], Array]
"""Windows of shape (n, n_channels, n_steps) → how unusual each is, shape (n,)."""
RATES: tuple[AlarmRate, ...] = ("false_alarms", "found")
_METRIC = {"false_alarms": "false_positive_rate", "found": "recall"}
_BETTER: dict[AlarmRate, Literal["higher", "lower"]] = {"false_alarms": "lower", "found": "higher"}


@dataclass(frozen=True, slots=True, eq=False)
class AlarmsSubject:
    """Some windows, unchanged, with how unusual every variant finds them."""

    values: Array
    """Shape (n_samples, n_channels, n_steps)."""
    models: Mapping[str, ScoresOf]
    """Variant to its scores; the reference first."""
    unchanged: Mapping[str, AnomalyScores]
    """What every variant says without any change."""
    thresholds: Mapping[str, float]
    """Above which a score is an alarm, by variant; nan where none was chosen."""

    def answers(self, values: Array) -> dict[str, AnomalyScores]:
        """Return what every variant says of changed windows."""
        return {
            name: replace(self.unchanged[name], score=model(values))
            for name, model in self.models.items()
        }


@dataclass(frozen=True, slots=True)
class ChangedAlarms:
    """Every variant under one change."""

    curves: Mapping[str, AlarmCurve]
    extra_alarms: tuple[ExtraAlarms, ...]


def try_change_on_alarms(
    change: Change, subject: AlarmsSubject, reading: Reading, seed: int
) -> ChangedAlarms:
    """Return what a change at every strength does to the alarms and the AUC of every variant."""
    points: dict[str, list[AlarmPoint]] = {name: [] for name in subject.models}
    extra: list[ExtraAlarms] = []
    for strength in change.strengths:
        told = subject.answers(change.changed(subject.values, strength, reading, seed))
        for name, after in told.items():
            before, limit = subject.unchanged[name], subject.thresholds[name]
            points[name].append(_point(change, strength, before, after, limit))
        extra += _extra(change, strength, subject, told)
    curves = {
        name: AlarmCurve(change.key, change.title, change.unit, change.how, tuple(found))
        for name, found in points.items()
    }
    return ChangedAlarms(curves, tuple(extra))


def unchanged_rate(scores: AnomalyScores, threshold: float, rate: AlarmRate) -> Estimate:
    """Return the share of windows of a kind that raise an alarm; nan without a threshold."""
    return _share(rate, scores, threshold)


def unchanged_auc(scores: AnomalyScores) -> Estimate:
    """Return the ROC AUC of all windows."""
    return auc_estimate(scores, np.ones(len(scores), dtype=np.bool_))


def _point(
    change: Change, strength: float, before: AnomalyScores, after: AnomalyScores, threshold: float
) -> AlarmPoint:
    false_alarms, found = (_under_change(rate, before, after, threshold) for rate in RATES)
    _, auc, auc_change, _ = compare_rankings(before, after)
    return AlarmPoint(
        strength=float(strength),
        label=change.label(strength),
        severity=float(change.severity(strength)),
        is_everyday=change.is_everyday(strength),
        false_alarms=false_alarms,
        found=found,
        auc=auc,
        auc_change=auc_change,
    )


def _under_change(
    rate: AlarmRate, before: AnomalyScores, after: AnomalyScores, threshold: float
) -> RateUnderChange:
    return RateUnderChange(
        _share(rate, after, threshold),
        _paired_change(rate, before, after, threshold),
        _BETTER[rate],
    )


def _among(rate: AlarmRate, scores: AnomalyScores) -> Mask:
    return scores.is_anomaly if rate == "found" else np.asarray(~scores.is_anomaly)


def _share(rate: AlarmRate, scores: AnomalyScores, threshold: float) -> Estimate:
    among = _among(rate, scores)
    if isnan(threshold):
        return without_interval(_METRIC[rate], nan, int(among.sum()))
    return share_among(_METRIC[rate], scores, scores.score > threshold, among)


def _paired_change(
    rate: AlarmRate, before: AnomalyScores, after: AnomalyScores, threshold: float
) -> Estimate:
    among, name = _among(rate, before), f"{_METRIC[rate]}_change"
    n = int(among.sum())
    if isnan(threshold) or n == 0:
        return without_interval(name, nan, n)
    alarms = [one.score[among] > threshold for one in (before, after)]
    sources = _part(number_sources(before), among)
    pairs = PairedCounts.of(sources, *alarms)
    value = float(ACCURACY_CHANGE.function(pairs))
    ends = accuracy_change_interval(pairs, _worth(sources, *alarms))
    if ends is None:
        return without_interval(name, value, n)
    return Estimate(name, value, *ends, n, "paired")


def _part(sources: SourceNumbers, among: Mask) -> SourceNumbers:
    return SourceNumbers(sources.names, sources.n, sources.index[among], sources.independent)


def _worth(sources: SourceNumbers, *alarms: Mask) -> float | None:
    """Return what the least certain share rests on; None where a single source hides it."""
    tallies = (SourceTallies.of_samples(sources, one, np.ones_like(one)) for one in alarms)
    worth = [float(share_of(one).n_effective[0]) for one in tallies]
    return None if any(map(isnan, worth)) else min(worth)


def _extra(
    change: Change, strength: float, subject: AlarmsSubject, told: Mapping[str, AnomalyScores]
) -> Iterator[ExtraAlarms]:
    """Give what the other variants lose beyond the first, each window against itself."""
    reference, *others = told
    for name in others:
        for rate in RATES:
            yield ExtraAlarms(
                candidate=name,
                key=change.key,
                title=change.title,
                label=change.label(strength),
                rate=rate,
                extra=_beyond(rate, subject, told, (reference, name)),
            )


def _beyond(
    rate: AlarmRate,
    subject: AlarmsSubject,
    told: Mapping[str, AnomalyScores],
    pair: tuple[str, str],
) -> Estimate:
    first = subject.unchanged[pair[0]]
    among, name = _among(rate, first), f"{_METRIC[rate]}_change"
    n, limits = int(among.sum()), subject.thresholds
    if n == 0 or any(isnan(limits[one]) for one in pair):
        return without_interval(name, nan, n)
    before, after = (
        [which[one].score[among] > limits[one] for one in pair]
        for which in (subject.unchanged, told)
    )
    changes = [late.astype(np.float64) - early for early, late in zip(before, after, strict=True)]
    harm = (changes[1] - changes[0]) * (1 if _BETTER[rate] == "lower" else -1)
    sources = _part(number_sources(first), among)
    return mean_estimate(name, harm, sources, _worth(sources, *before, *after))
