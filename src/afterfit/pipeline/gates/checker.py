"""A run folder and a file of gates → which gates hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.gates.figures import pair_of
from afterfit.pipeline.gates.judge import (
    Loss,
    failed,
    judge_bounds,
    judge_losses,
    loss_of,
    paired_loss,
)
from afterfit.pipeline.gates.probe import Probe, probes_of
from afterfit.pipeline.gates.schema import Gate, read_gates
from afterfit.pipeline.reports import read_analysis
from afterfit.results import Analysis, Estimate, GateOutcome, GateReport, VariantAnalysis


def check(run: str | Path, gates: str | Path, *, baseline: str | Path | None = None) -> GateReport:
    """Return which of the agreed limits a run keeps to.

    Parameters
    ----------
    run : path
        Folder of a run, or of an analysis.
    gates : path
        YAML file of gates.
    baseline : path, optional
        Folder of the run that changes are measured against; else the one that the file names.

    Raises
    ------
    InputError
        When the run, the gates or the baseline cannot be read, or a gate needs a baseline and
        there is none. A metric that is missing is no error: its gate fails.
    """
    wanted = read_gates(Path(gates))
    base = _baseline_path(baseline, wanted.baseline, Path(gates))
    needs = [one for one in wanted.gates if one.is_change and one.against == "baseline"]
    if needs and base is None:
        raise InputError(
            f"{needs[0].title!r} is about a change, but there is no baseline; name a run with "
            "`baseline:` or --baseline, or a variant with `against:`",
            where=str(gates),
        )
    checker = _Checker(_read(run), _read(base) if base else None)
    outcomes = tuple(outcome for gate in wanted.gates for outcome in checker.outcomes(gate))
    return GateReport(str(run), str(gates), str(base or ""), outcomes)


def _baseline_path(given: str | Path | None, named: str | None, gates: Path) -> Path | None:
    if given is not None:
        return Path(given)
    return gates.parent / named if named else None


def _read(folder: str | Path) -> Analysis:
    analysis = read_analysis(folder)
    if not isinstance(analysis, Analysis):
        task = analysis.kind.removesuffix("_analysis")
        raise InputError(
            f"gates are offered for classifiers only, and this is an analysis of {task}; its "
            "metrics stand in analysis.json",
            where=str(folder),
        )
    return analysis


@dataclass(frozen=True, slots=True)
class _Checker:
    analysis: Analysis
    baseline: Analysis | None

    def outcomes(self, gate: Gate) -> Iterator[GateOutcome]:
        """Yield one outcome for each limit and each thing that the gate's patterns match."""
        tested = [one for one in self.analysis.variants if one.split == gate.split]
        matching = [one for one in tested if fnmatchcase(one.variant, gate.variant)]
        if not matching:
            subject = f"{gate.metric}, {gate.variant}, {gate.split}"
            yield failed(gate, subject, _untested(self.analysis, gate.variant))
        for one in matching:
            for probe in probes_of(gate, one):
                yield from self._judge(gate, one, probe)

    def _judge(self, gate: Gate, one: VariantAnalysis, probe: Probe) -> Iterator[GateOutcome]:
        subject = f"{gate.metric}{probe.place}, {one.variant}, {one.split}"
        now = _figure(gate.metric, probe, self.analysis, one)
        if isinstance(now, str):
            yield failed(gate, subject, now)
            return
        yield from judge_bounds(gate, subject, now)
        if gate.is_change:
            loss = self._loss(gate, one, probe, now)
            if isinstance(loss, str):
                yield failed(gate, subject, loss)
            else:
                yield from judge_losses(gate, subject, loss)

    def _loss(self, gate: Gate, one: VariantAnalysis, probe: Probe, now: Estimate) -> Loss | str:
        """Return how much worse a figure is than what it is measured against, or why not."""
        same_run = gate.against != "baseline"
        other = self.analysis if same_run else (self.baseline or self.analysis)
        variant = gate.against if same_run else one.variant
        found = other.of(variant, one.split)
        if found is None:
            return f"{'' if same_run else 'in the baseline, '}{_untested(other, variant)}"
        before = _figure(gate.metric, probe, other, found)
        if isinstance(before, str):
            return before if same_run else f"in the baseline: {before}"
        pair = pair_of(self.analysis, one, variant) if same_run else None
        change = probe.change(pair, gate.metric) if pair else None
        return paired_loss(change, before.value) if change else loss_of(gate.metric, now, before)


def _figure(metric: str, probe: Probe, analysis: Analysis, one: VariantAnalysis) -> Estimate | str:
    figures = probe.look(analysis, one)
    if isinstance(figures, str):
        return figures
    if metric in figures:
        return figures[metric]
    hint = did_you_mean(metric, figures)
    return f"no metric {metric!r} here{hint}; there are {', '.join(figures)}"


def _untested(analysis: Analysis, variant: str) -> str:
    names = dict.fromkeys(one.variant for one in analysis.variants)
    known = ", ".join(f"{one.variant} on {one.split}" for one in analysis.variants)
    return f"{variant} was not tested{did_you_mean(variant, names)}; tested: {known or 'nothing'}"
