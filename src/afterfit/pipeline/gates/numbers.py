"""The figures of predicted numbers, of regressions and forecasts, that gates are held against."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from afterfit.analyses.error_estimates import carries_unit
from afterfit.pipeline.gates.files import errors_of_files
from afterfit.pipeline.gates.probe import Probe
from afterfit.pipeline.gates.schema import Part
from afterfit.pipeline.gates.task_figures import (
    Figures,
    TaskFigures,
    Tested,
    cost_figures_of,
    matching,
    no_such,
    tested_of,
)
from afterfit.results import (
    Estimate,
    ForecastAnalysis,
    ForecastVariant,
    OutputChange,
    RegressionAnalysis,
    RegressionVariant,
    VariantCosts,
)

Variant = RegressionVariant | ForecastVariant


class NumberFigures(TaskFigures):
    """What regressions and forecasts have in common."""

    __slots__ = ()
    word: ClassVar[Part]
    """What one predicted number is called."""

    @property
    @abstractmethod
    def of_numbers(self) -> RegressionAnalysis | ForecastAnalysis:
        """The analysis."""

    @property
    @abstractmethod
    def outputs(self) -> tuple[str, ...]:
        """Names of the predicted numbers."""

    @property
    @abstractmethod
    def variant_costs(self) -> Mapping[str, VariantCosts]:
        """Costs of the variants that are known."""

    @property
    def tested(self) -> tuple[Tested, ...]:
        """Every variant and split."""
        return tested_of(self.of_numbers.variants)

    def look(self, probe: Probe, at: Tested) -> Figures | str:
        """Return the errors of all outputs, of one, or of either in a group of files."""
        one = self.of_numbers.of(at.variant, at.split)
        if one is None:
            return f"{at.variant} was not tested on {at.split}"
        if probe.part is not None and probe.name not in self.outputs:
            return no_such(self.word, probe.name, self.outputs)
        if probe.files:
            return self._of_files(one, probe)
        if probe.part is None:
            return self._overall(one, at)
        metrics = self.metrics_of(at, probe)
        if isinstance(metrics, str):
            return metrics
        found = {estimate.metric: estimate for estimate in metrics}
        return found if probe.step else {**found, **self._changes(probe.name, at)}

    @abstractmethod
    def metrics_of(self, at: Tested, probe: Probe) -> Sequence[Estimate] | str:
        """Return the metrics of one output, or of one of its steps; it was tested there."""

    def change(self, probe: Probe, metric: str, reference: str, at: Tested) -> Estimate | None:
        """Return the paired change of any metric of one output."""
        if probe.files or probe.step or (probe.part is None and len(self.outputs) > 1):
            return None
        pair = self._pair(probe.name or self.outputs[0], at, reference)
        found = pair.metric(metric) if pair else None
        return found.change if found else None

    def _overall(self, one: Variant, at: Tested) -> Figures:
        found: dict[str, Estimate | str] = {}
        for estimate in one.quality.overall:
            mixed = len(self._units()) > 1 and carries_unit(estimate.metric)
            found[estimate.metric] = self._units_differ() if mixed else estimate
        alone = self._changes(self.outputs[0], at) if len(self.outputs) == 1 else {}
        return {**found, **alone, **cost_figures_of(self.variant_costs.get(one.variant))}

    def _changes(self, output: str, at: Tested) -> dict[str, Estimate]:
        pair = self._pair(output, at, None)
        return {} if pair is None else {"rmse_change": pair.change}

    def _pair(self, output: str, at: Tested, reference: str | None) -> OutputChange | None:
        for one in self.of_numbers.comparisons:
            here = (one.candidate.variant, one.candidate.split) == (at.variant, at.split)
            if here and reference in (None, one.reference.variant):
                return next((each for each in one.outputs if each.name == output), None)
        return None

    def _of_files(self, one: Variant, probe: Probe) -> Figures | str:
        rows = matching(one.files, probe.files)
        if isinstance(rows, str):
            return rows
        if probe.part is None and len(self._units()) > 1:
            return self._units_differ()
        chosen = [probe.name] if probe.part else self.outputs
        return errors_of_files(rows, [self.outputs.index(name) for name in chosen])

    def _units(self) -> set[str]:
        return set(self.of_numbers.units)

    def _units_differ(self) -> str:
        return (
            f"{self.word}s are in different units, so there is no error of all; look at each with "
            f'{self.word}: "*"'
        )


@dataclass(frozen=True, slots=True)
class RegressionFigures(NumberFigures):
    """Errors of each output and of all of them."""

    analysis: RegressionAnalysis
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    task: ClassVar[str] = "regression"
    parts: ClassVar[tuple[Part, ...]] = ("output",)
    word: ClassVar[Part] = "output"

    @property
    def of_numbers(self) -> RegressionAnalysis:
        """The analysis."""
        return self.analysis

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs."""
        return self.analysis.target_names

    @property
    def variant_costs(self) -> Mapping[str, VariantCosts]:
        """Costs of the variants that are known."""
        return self.costs

    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the outputs."""
        return self.outputs

    def metrics_of(self, at: Tested, probe: Probe) -> Sequence[Estimate] | str:
        """Return the metrics of one output."""
        one = self.analysis.of(at.variant, at.split)
        return one.quality.outputs[self.outputs.index(probe.name)].metrics if one else ()


@dataclass(frozen=True, slots=True)
class ForecastFigures(NumberFigures):
    """Errors of each variable, over the horizon and at each step."""

    analysis: ForecastAnalysis
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    task: ClassVar[str] = "forecasting"
    parts: ClassVar[tuple[Part, ...]] = ("variable", "step")
    word: ClassVar[Part] = "variable"

    @property
    def of_numbers(self) -> ForecastAnalysis:
        """The analysis."""
        return self.analysis

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the variables."""
        return self.analysis.variable_names

    @property
    def variant_costs(self) -> Mapping[str, VariantCosts]:
        """Costs of the variants that are known."""
        return self.costs

    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the variables, or the steps."""
        if part == "variable":
            return self.outputs
        one = self.analysis.of(at.variant, at.split)
        return tuple(str(step + 1) for step in range(one.quality.horizon)) if one else ()

    def metrics_of(self, at: Tested, probe: Probe) -> Sequence[Estimate] | str:
        """Return the metrics of one variable, over the horizon or at one step."""
        one = self.analysis.of(at.variant, at.split)
        if one is None:
            return ()
        variable = one.quality.variables[self.outputs.index(probe.name)]
        if not probe.step:
            return variable.metrics
        steps = {str(step.step): step.metrics for step in variable.steps}
        if probe.step in steps:
            return steps[probe.step]
        return f"no step {probe.step!r}; steps are 1 to {one.quality.horizon}"
