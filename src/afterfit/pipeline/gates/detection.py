"""The figures of object detectors that gates are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from afterfit.pipeline.gates.probe import Probe
from afterfit.pipeline.gates.schema import Part
from afterfit.pipeline.gates.task_figures import (
    Figures,
    TaskFigures,
    Tested,
    cost_figures_of,
    no_such,
    pair_at,
    tested_of,
)
from afterfit.results import (
    DetectorAnalysis,
    DetectorComparison,
    Estimate,
    VariantCosts,
)


@dataclass(frozen=True, slots=True)
class DetectorFigures(TaskFigures):
    """The twelve numbers of COCO, and AP and AR of each class."""

    analysis: DetectorAnalysis
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    task: ClassVar[str] = "object detection"
    parts: ClassVar[tuple[Part, ...]] = ("class",)

    @property
    def tested(self) -> tuple[Tested, ...]:
        """Every variant and split."""
        return tested_of(self.analysis.variants)

    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the classes."""
        return self.analysis.class_names

    def look(self, probe: Probe, at: Tested) -> Figures | str:
        """Return the figures of all classes, or of one."""
        one = self.analysis.of(at.variant, at.split)
        if one is None:
            return f"{at.variant} was not tested on {at.split}"
        if probe.files:
            return "detections are judged over all images; leave out files"
        pair = self._pair(at)
        if probe.part is None:
            changes = pair.changes if pair else ()
            return {
                **{estimate.metric: estimate for estimate in one.quality.overall},
                **{estimate.metric: estimate for estimate in changes},
                **cost_figures_of(self.costs.get(one.variant)),
            }
        if probe.name not in self.analysis.class_names:
            return no_such("class", probe.name, self.analysis.class_names, "classes")
        row = next(row for row in one.quality.classes if row.class_name == probe.name)
        found = {estimate.metric: estimate for estimate in (row.ap, row.ap50, row.ar)}
        if pair is None:
            return found
        place = self.analysis.class_names.index(probe.name)
        return {**found, "ap_change": pair.classes[place].change}

    def change(self, probe: Probe, metric: str, reference: str, at: Tested) -> Estimate | None:
        """Return the paired change of one of the twelve numbers."""
        pair = self._pair(at)
        if pair is None or pair.reference.variant != reference or probe != Probe():
            return None
        wanted = f"{metric}_change"
        return next((one for one in pair.changes if one.metric == wanted), None)

    def _pair(self, at: Tested) -> DetectorComparison | None:
        return pair_at(self.analysis.comparisons, lambda one: one.candidate, at)
