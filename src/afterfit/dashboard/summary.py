"""One entry → its line in the index of runs."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal, assert_never

from afterfit.dashboard.entries import Entry, Kind
from afterfit.dashboard.run_state import Standing, State, standing_of
from afterfit.errors import InputError
from afterfit.pipeline.facts import Facts, read_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.reports import read_analysis, read_tensorlab_record
from afterfit.pipeline.shipping import tabled
from afterfit.readers import read_costs
from afterfit.report.outline_sweep import best_entry
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    DetectorAnalysis,
    Estimate,
    Finding,
    ForecastAnalysis,
    MultilabelAnalysis,
    RegressionAnalysis,
    SweepTable,
    TaskAnalysis,
    VariantCosts,
    VariantRow,
    Yardstick,
    from_json,
)
from afterfit.wording import counted

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_MADE = "%Y-%m-%d %H:%M UTC"


@dataclass(frozen=True, slots=True)
class Shown:
    """The variant that an index shows of a run, with what it is judged by and what it costs."""

    variant: str
    is_recommended: bool
    """False where there was no choice to make, or none fits; it is the reference then."""
    split: str
    yardstick: Yardstick
    quality: Estimate
    costs: VariantCosts


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What the index says of one entry."""

    id: str
    name: str
    kind: Kind
    state: State
    detail: str
    made: datetime
    """When the run was finished; else when its newest file was written."""
    version: str
    """Changes with any file of the run."""
    task: str = ""
    model: str = ""
    shown: Shown | None = None
    """None where nothing was tested."""
    findings: Mapping[Severity, int] = field(default_factory=dict)
    """How many were raised of each severity."""

    @property
    def is_comparable(self) -> bool:
        """Whether it can stand beside another run."""
        return self.shown is not None and self.kind in ("run", "analysis")


def summarize(entry: Entry) -> RunSummary:
    """Return the line of *entry*; one that cannot be read is broken, with the reason.

    Never raises: whatever a file holds, the other runs are shown.
    """
    try:
        standing = standing_of(entry)
        return _summary(entry, standing)
    except Exception as error:
        return _line(entry, Standing("broken", without_place(why(error), entry)))


def why(error: Exception) -> str:
    """Return what went wrong, in one line that a person can read."""
    text = " ".join(str(error).split())
    if isinstance(error, InputError):
        return text
    return f"cannot be read ({type(error).__name__}: {text[:300]})"


def without_place(text: str, entry: Entry) -> str:
    """Return *text* with the files of *entry* named from its folder on."""
    return text.replace(f"{entry.path}{os.sep}", "")


def _line(entry: Entry, standing: Standing) -> RunSummary:
    return RunSummary(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        state=standing.state,
        detail=standing.detail,
        made=datetime.fromtimestamp(entry.changed, UTC),
        version=entry.version,
    )


def _summary(entry: Entry, standing: Standing) -> RunSummary:
    standing = replace(standing, detail=without_place(standing.detail, entry))
    line = _line(entry, standing)
    if standing.state == "broken":
        return line
    match entry.kind:
        case "sweep":
            return _of_sweep(line, read_sweep(entry))
        case "curves":
            return replace(line, task="training curves")
        case "data":
            return replace(line, task="data checks")
        case "run" | "analysis":
            return _of_run(line, entry)
    assert_never(entry.kind)


def _of_run(line: RunSummary, entry: Entry) -> RunSummary:
    folder = RunFolder(entry.path)
    line = _with_facts(line, folder)
    try:
        return _with_results(line, folder)
    except InputError as error:
        return replace(line, state="broken", detail=without_place(str(error), entry))


def _with_results(line: RunSummary, folder: RunFolder) -> RunSummary:
    # beside an unfinished run, an analysis is that of an earlier try
    if folder.analysis.is_file():
        analysis = read_analysis(folder.root)
        return replace(
            line,
            task=task_of(analysis),
            shown=_shown(analysis, folder),
            findings=count_raised(analysis.findings),
        )
    if read_tensorlab_record(folder) is not None:
        return replace(line, task="Tensorlab's own report")
    return line


def _with_facts(line: RunSummary, folder: RunFolder) -> RunSummary:
    """Return the line with what the facts tell of the run: its network, and when it was made."""
    if not folder.facts.is_file():
        return line
    facts = read_facts(folder.facts)
    made = made_at(facts) or line.made
    return replace(line, made=made, model=str(facts.facts.get("Model", "")))


def made_at(facts: Facts) -> datetime | None:
    """Return when the run was made, None where its facts do not say."""
    try:
        return datetime.strptime(str(facts.facts.get("Made", "")), _MADE).replace(tzinfo=UTC)
    except ValueError:
        return None


def task_of(analysis: TaskAnalysis) -> str:
    """Return the task in one or two words."""
    match analysis:
        case Analysis():
            return "classification"
        case MultilabelAnalysis():
            return "several labels"
        case RegressionAnalysis():
            return "regression"
        case ForecastAnalysis():
            return "forecasting"
        case AnomalyAnalysis():
            return "anomaly detection"
        case DetectorAnalysis():
            return "object detection"
    assert_never(analysis)


def count_raised(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Return how many findings of each severity were raised."""
    raised = Counter(one.severity for one in findings if one.outcome == "raised")
    return {severity: raised[severity] for severity in SEVERITIES}


def _shown(analysis: TaskAnalysis, folder: RunFolder) -> Shown | None:
    costs = read_costs(folder.costs) if folder.costs.is_file() else ()
    table = tabled(analysis, costs)
    if table is None:
        return None
    chosen = None if analysis.decision is None else analysis.decision.recommendation.variant
    row: VariantRow = next((one for one in table.rows if one.variant == chosen), table.rows[0])
    recommended = row.variant == chosen
    return Shown(row.variant, recommended, table.split, table.yardstick, row.quality, row.costs)


def read_sweep(entry: Entry) -> SweepTable:
    """Return the table of a sweep.

    Raises
    ------
    InputError
        When the file is damaged, or holds something else.
    """
    path = entry.path / "sweep.json"
    table = from_json(path.read_bytes(), where=str(path))
    if not isinstance(table, SweepTable):
        raise InputError(f"expected a sweep, found {table.kind}", where=str(path))
    return table


def _of_sweep(line: RunSummary, table: SweepTable) -> RunSummary:
    networks = len({one.model for one in table.entries})
    best = best_entry(table)
    line = replace(line, task="sweep", model=counted(networks, "network"))
    if best is None:
        return line
    measured = table.split, table.yardstick, best.leading.mean
    return replace(line, shown=Shown(best.name, True, *measured, best.costs))
