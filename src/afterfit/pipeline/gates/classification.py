"""The figures of classifiers that gates are held against."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    Analysis,
    ClassQuality,
    Estimate,
    PairedComparison,
    VariantAnalysis,
    VariantCosts,
)


@dataclass(frozen=True, slots=True)
class ClassifierFigures(TaskFigures):
    """Metrics, calibration, change and costs of classifiers."""

    analysis: Analysis
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    task: ClassVar[str] = "classification"
    parts: ClassVar[tuple[Part, ...]] = ("class",)

    @property
    def tested(self) -> tuple[Tested, ...]:
        """Every variant and split."""
        return tested_of(self.analysis.variants)

    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the classes."""
        return self.analysis.class_names

    def look(self, probe: Probe, at: Tested) -> Figures | str:
        """Return the figures of a variant, of one of its classes, or of a group of files."""
        one = self.analysis.of(at.variant, at.split)
        if one is None:
            return f"{at.variant} was not tested on {at.split}"
        if probe.files:
            return _of_files(one, probe.files)
        if probe.part is None:
            return self._overall(one)
        rows = {row.class_name: row for row in one.quality.classes}
        if probe.name not in rows:
            return no_such("class", probe.name, rows, "classes")
        return class_figures(rows[probe.name])

    def change(self, probe: Probe, metric: str, reference: str, at: Tested) -> Estimate | None:
        """Return the paired change of the accuracy, or of the recall of a class."""
        pair = self._pair(at)
        if pair is None or pair.reference.variant != reference or probe.files:
            return None
        if probe.part is None:
            return pair.accuracy_change if metric == "accuracy" else None
        changes = (one.change for one in pair.classes if one.class_name == probe.name)
        return next(changes, None) if metric == "recall" else None

    def _pair(self, at: Tested) -> PairedComparison | None:
        return pair_at(self.analysis.paired, lambda one: one.candidate, at)

    def _overall(self, one: VariantAnalysis) -> Figures:
        fit, n = one.calibration, one.quality.scope.n_samples
        errors = {
            "ece": fit.ece,
            "ece_equal_mass": fit.ece_equal_mass,
            "mce": fit.mce,
            "classwise_ece": fit.classwise_ece,
        }
        pair = self._pair(Tested(one.variant, one.split))
        change = {} if pair is None else {"accuracy_change": pair.accuracy_change}
        return {
            **{estimate.metric: estimate for estimate in one.quality.overall},
            **{name: plain(name, value, n) for name, value in errors.items()},
            **change,
            **cost_figures_of(self.costs.get(one.variant)),
            **cost_figures_of(self._decided_costs(one)),
        }

    def _decided_costs(self, one: VariantAnalysis) -> VariantCosts | None:
        decision = self.analysis.decision
        if decision is None or decision.variants.split != one.split:
            return None
        return next(row for row in decision.variants.rows if row.variant == one.variant).costs


def class_figures(row: ClassQuality) -> dict[str, Estimate]:
    """Return every figure of one class, or of one label."""
    return {
        "precision": row.precision,
        "recall": row.recall,
        "f1": row.f1,
        "roc_auc": row.roc_auc,
        "average_precision": row.average_precision,
    }


def plain(metric: str, value: float, n: int) -> Estimate:
    """Return a figure without an interval."""
    return Estimate(metric, value, math.nan, math.nan, n, "none")


def _of_files(one: VariantAnalysis, pattern: str) -> Figures | str:
    rows = matching(one.files.rows, pattern)
    if isinstance(rows, str):
        return rows
    right = [row.n_samples - row.n_wrong for row in rows]
    return {"accuracy": share_of_files("accuracy", right, [row.n_samples for row in rows])}
