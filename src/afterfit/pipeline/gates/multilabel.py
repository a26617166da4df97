"""The figures of multi-label classifiers that gates are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from afterfit.pipeline.gates.classification import class_figures, plain
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
    Estimate,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelVariant,
    VariantCosts,
)


@dataclass(frozen=True, slots=True)
class MultilabelFigures(TaskFigures):
    """Metrics of whole sets, of each label, and of recordings."""

    analysis: MultilabelAnalysis
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    task: ClassVar[str] = "multi-label classification"
    parts: ClassVar[tuple[Part, ...]] = ("label",)

    @property
    def tested(self) -> tuple[Tested, ...]:
        """Every variant and split."""
        return tested_of(self.analysis.variants)

    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the labels."""
        return self.analysis.class_names

    def look(self, probe: Probe, at: Tested) -> Figures | str:
        """Return the figures of whole sets, of one label, or of a group of files."""
        one = self.analysis.of(at.variant, at.split)
        if one is None:
            return f"{at.variant} was not tested on {at.split}"
        if probe.files:
            return _of_files(one, probe.files)
        if probe.part is None:
            return {
                **{estimate.metric: estimate for estimate in one.quality.overall},
                **self._changes(probe, at),
                **cost_figures_of(self.costs.get(one.variant)),
            }
        if probe.name not in self.analysis.class_names:
            return no_such("label", probe.name, self.analysis.class_names)
        return {**_of_label(one, probe.name), **self._changes(probe, at)}

    def change(self, probe: Probe, metric: str, reference: str, at: Tested) -> Estimate | None:
        """Return the paired change of the share of samples whose whole set is right."""
        pair = self._pair(at)
        if pair is None or pair.sets.reference.variant != reference:
            return None
        whole = probe == Probe() and metric == "subset_accuracy"
        return pair.sets.accuracy_change if whole else None

    def _pair(self, at: Tested) -> MultilabelComparison | None:
        return pair_at(self.analysis.comparisons, lambda one: one.sets.candidate, at)

    def _changes(self, probe: Probe, at: Tested) -> dict[str, Estimate]:
        pair = self._pair(at)
        if pair is None:
            return {}
        if probe.part is None:
            return {"accuracy_change": pair.sets.accuracy_change}
        changes = {one.label: one.cost.accuracy_change for one in pair.labels}
        return {"accuracy_change": changes[probe.name]}


def _of_label(one: MultilabelVariant, name: str) -> dict[str, Estimate]:
    row = next(row for row in one.quality.labels if row.class_name == name)
    counts = next(row for row in one.mistakes.labels if row.label == name)
    return {**class_figures(row), "ece": plain("ece", counts.ece, one.quality.scope.n_samples)}


def _of_files(one: MultilabelVariant, pattern: str) -> Figures | str:
    rows = matching(one.files.rows, pattern)
    if isinstance(rows, str):
        return rows
    exact, totals = [row.n_exact for row in rows], [row.n_samples for row in rows]
    return {"subset_accuracy": share_of_files("subset_accuracy", exact, totals)}
