"""The figures of anomaly detectors that gates are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from afterfit.pipeline.gates.files import share_of_files
from afterfit.pipeline.gates.probe import Probe
from afterfit.pipeline.gates.schema import Part
from afterfit.pipeline.gates.task_figures import (
    Figures,
    TaskFigures,
    Tested,
    cost_figures_of,
    matching,
    no_such,
    pair_at,
    tested_of,
)
from afterfit.results import (
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyVariant,
    Detection,
    Estimate,
    Ranking,
    VariantCosts,
)

HOURLY = "false_alarms_per_hour"
_SECONDS_AN_HOUR = 3600
_RATES = ("recall", "precision", "false_positive_rate")


@dataclass(frozen=True, slots=True)
class AnomalyFigures(TaskFigures):
    """Ranking, and alarms at the recommended threshold: of all, of a kind, of a machine."""

    analysis: AnomalyAnalysis
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    task: ClassVar[str] = "anomaly detection"
    parts: ClassVar[tuple[Part, ...]] = ("kind", "machine")

    @property
    def tested(self) -> tuple[Tested, ...]:
        """Every variant and split."""
        return tested_of(self.analysis.variants)

    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the kinds of anomaly, or the machines."""
        one = self.analysis.of(at.variant, at.split)
        if one is None:
            return ()
        if part == "machine":
            return tuple(group.name for group in one.quality.groups)
        return _kinds(one)

    def look(self, probe: Probe, at: Tested) -> Figures | str:
        """Return the figures of a variant, of a kind, of a machine, or of a group of files."""
        one = self.analysis.of(at.variant, at.split)
        if one is None:
            return f"{at.variant} was not tested on {at.split}"
        if probe.files:
            return _of_files(one, probe.files)
        if probe.part == "kind":
            return _of_kind(one, probe.name)
        if probe.part == "machine":
            groups = {group.name: group for group in one.quality.groups}
            found = groups.get(probe.name)
            return _ranked(found) if found else no_such("machine", probe.name, groups)
        pair = self._pair(at)
        return {
            **_ranked(one.quality.overall, one.quality.reason),
            **_alarms(one),
            **({} if pair is None else {"roc_auc_change": pair.auc_change}),
            **cost_figures_of(self.costs.get(one.variant)),
        }

    def change(self, probe: Probe, metric: str, reference: str, at: Tested) -> Estimate | None:
        """Return the paired change of the ROC AUC of all samples."""
        pair = self._pair(at)
        if pair is None or pair.reference.variant != reference or probe != Probe():
            return None
        return pair.auc_change if metric == "roc_auc" else None

    def _pair(self, at: Tested) -> AnomalyComparison | None:
        return pair_at(self.analysis.comparisons, lambda one: one.candidate, at)


def _kinds(one: AnomalyVariant) -> tuple[str, ...]:
    ranked = tuple(kind.name for kind in one.quality.kinds)
    found = one.detection.kinds if isinstance(one.detection, Detection) else ()
    return tuple(dict.fromkeys((*ranked, *(kind.name for kind in found))))


def _of_kind(one: AnomalyVariant, name: str) -> Figures | str:
    if name not in _kinds(one):
        return no_such("kind", name, _kinds(one))
    # where there is one kind only, it is all anomalies
    rankings = {kind.name: kind for kind in one.quality.kinds}
    ranking = _ranked(rankings.get(name, one.quality.overall), one.quality.reason)
    if not isinstance(one.detection, Detection):
        return {**ranking, "recall": f"there is no threshold: {one.detection.reason}"}
    recall = next((each.recall for each in one.detection.kinds if each.name == name), None)
    return {**ranking, "recall": recall} if recall else ranking


def _ranked(ranking: Ranking, reason: str = "") -> dict[str, Estimate | str]:
    return {one.metric: reason or one for one in ranking.estimates}


def _alarms(one: AnomalyVariant) -> dict[str, Estimate | str]:
    found = one.detection
    if not isinstance(found, Detection):
        return dict.fromkeys((*_RATES, HOURLY), f"there is no threshold: {found.reason}")
    return {**{rate.metric: rate for rate in found.rates}, HOURLY: hourly(found)}


def hourly(found: Detection) -> Estimate | str:
    """Return false alarms in an hour of normal samples, or why they are unknown."""
    if found.seconds_per_sample is None:
        return "how long a sample lasts is unknown; say it with --window-seconds or --step-seconds"
    rate, times = found.rate("false_positive_rate"), _SECONDS_AN_HOUR / found.seconds_per_sample
    return replace(
        rate,
        metric=HOURLY,
        value=rate.value * times,
        low=rate.low * times,
        high=rate.high * times,
    )


def _of_files(one: AnomalyVariant, pattern: str) -> Figures | str:
    found = one.detection
    if not isinstance(found, Detection):
        return f"there is no threshold: {found.reason}"
    rows = matching(found.files, pattern)
    if isinstance(rows, str):
        return rows
    shares = {
        "recall": ([row.n_found for row in rows], [row.n_anomalies for row in rows]),
        "false_positive_rate": (
            [row.n_false_alarms for row in rows],
            [row.n_normal for row in rows],
        ),
    }
    return {
        name: share_of_files(name, *counts) if sum(counts[1]) else _NOTHING[name]
        for name, counts in shares.items()
    }


_NOTHING = {
    "recall": "these files hold no anomalies",
    "false_positive_rate": "these files hold no normal samples",
}
