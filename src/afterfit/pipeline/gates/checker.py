"""A run folder and a file of gates → which gates hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from afterfit.analyses import cost_figures
from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.gates.judge import (
    Loss,
    failed,
    judge_bounds,
    judge_losses,
    loss_of,
    paired_loss,
)
from afterfit.pipeline.gates.of_task import figures_of
from afterfit.pipeline.gates.probe import Probe, probes_of
from afterfit.pipeline.gates.schema import Gate, GatesFile, Part, read_gates
from afterfit.pipeline.gates.task_figures import TaskFigures, Tested
from afterfit.pipeline.reports import read_analysis
from afterfit.readers import read_costs
from afterfit.results import Estimate, GateOutcome, GateReport
from afterfit.wording import some_names


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
        When the run, the gates or the baseline cannot be read, a gate needs a baseline and there is
        none, or looks at what the task does not have. A metric that is missing is no error: its
        gate fails.
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
    ours, theirs = _read(run), _read(base) if base else None
    _check_parts(wanted, ours, Path(gates))
    _check_same_task(ours, theirs, base)
    checker = _Checker(ours, theirs)
    outcomes = tuple(outcome for gate in wanted.gates for outcome in checker.outcomes(gate))
    return GateReport(str(run), str(gates), str(base or ""), outcomes)


def _baseline_path(given: str | Path | None, named: str | None, gates: Path) -> Path | None:
    if given is not None:
        return Path(given)
    return gates.parent / named if named else None


def _read(folder: str | Path) -> TaskFigures:
    path = RunFolder(Path(folder)).costs
    known = read_costs(path) if path.is_file() else ()
    costs = {one.profile.variant: cost_figures(one) for one in known}
    return figures_of(read_analysis(folder), costs)


def _check_parts(wanted: GatesFile, run: TaskFigures, path: Path) -> None:
    """Refuse a gate on what answers of the task do not fall into."""
    for place, gate in enumerate(wanted.gates):
        where = f"{path.name} -> gates -> {place + 1}"
        strange = [part for part in gate.parts if part not in run.parts]
        if strange:
            there = ", ".join(
                f"{part} ({some_names(_all_names(run, part), 12) or 'none here'})"
                for part in run.parts
            )
            raise InputError(
                f"the run is of {run.task}, which has no {strange[0]}; its gates look at {there}, "
                "files, or the whole",
                where=where,
            )


def _all_names(run: TaskFigures, part: Part) -> dict[str, None]:
    return dict.fromkeys(name for at in run.tested for name in run.names(part, at))


def _check_same_task(run: TaskFigures, base: TaskFigures | None, path: Path | None) -> None:
    if base is not None and base.task != run.task:
        raise InputError(
            f"the baseline is of {base.task} and the run of {run.task}; name one of the same task",
            where=str(path),
        )


@dataclass(frozen=True, slots=True)
class _Checker:
    run: TaskFigures
    baseline: TaskFigures | None

    def outcomes(self, gate: Gate) -> Iterator[GateOutcome]:
        """Yield one outcome for each limit and each thing that the gate's patterns match."""
        tested = [at for at in self.run.tested if at.split == gate.split]
        matching = [at for at in tested if fnmatchcase(at.variant, gate.variant)]
        if not matching:
            subject = f"{gate.metric}, {gate.variant}, {gate.split}"
            yield failed(gate, subject, _untested(self.run, gate.variant))
        for at in matching:
            for probe in probes_of(gate, self.run, at):
                yield from self._judge(gate, at, probe)

    def _judge(self, gate: Gate, at: Tested, probe: Probe) -> Iterator[GateOutcome]:
        subject = f"{gate.metric}{probe.place}, {at.variant}, {at.split}"
        now = _figure(gate.metric, probe, self.run, at)
        if isinstance(now, str):
            yield failed(gate, subject, now)
            return
        yield from judge_bounds(gate, subject, now)
        if gate.is_change:
            loss = self._loss(gate, at, probe, now)
            if isinstance(loss, str):
                yield failed(gate, subject, loss)
            else:
                yield from judge_losses(gate, subject, loss)

    def _loss(self, gate: Gate, at: Tested, probe: Probe, now: Estimate) -> Loss | str:
        """Return how much worse a figure is than what it is measured against, or why not."""
        if gate.metric == "bias":
            return "a bias above 0 is no better than one below; use min and max"
        same_run = gate.against != "baseline"
        other = self.run if same_run else (self.baseline or self.run)
        there = Tested(gate.against if same_run else at.variant, at.split)
        if there not in other.tested:
            prefix = "" if same_run else "in the baseline, "
            return f"{prefix}{_untested(other, there.variant)}"
        before = _figure(gate.metric, probe, other, there)
        if isinstance(before, str):
            return before if same_run else f"in the baseline: {before}"
        change = self.run.change(probe, gate.metric, there.variant, at) if same_run else None
        if change is None:
            return loss_of(gate.metric, now, before)
        return paired_loss(gate.metric, change, before.value)


def _figure(metric: str, probe: Probe, run: TaskFigures, at: Tested) -> Estimate | str:
    """Return one figure, or why there is none."""
    figures = run.look(probe, at)
    if isinstance(figures, str):
        return figures
    if metric in figures:
        return figures[metric]
    hint = did_you_mean(metric, figures)
    return f"no metric {metric!r} here{hint}; there are {', '.join(figures)}"


def _untested(run: TaskFigures, variant: str) -> str:
    names = dict.fromkeys(at.variant for at in run.tested)
    known = ", ".join(f"{at.variant} on {at.split}" for at in run.tested)
    return f"{variant} was not tested{did_you_mean(variant, names)}; tested: {known or 'nothing'}"
