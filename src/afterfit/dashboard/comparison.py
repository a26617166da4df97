"""Several runs → how they differ, told only where they were tested on the same samples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from afterfit.analyses import find_pareto_front
from afterfit.dashboard.entries import Entry
from afterfit.dashboard.run_page import training_reports
from afterfit.dashboard.settings import SettingDifference, differing_settings, read_settings
from afterfit.dashboard.summary import why
from afterfit.errors import InputError
from afterfit.pipeline.compare import analyze_pair
from afterfit.pipeline.comparison_costs import costs_of_sides
from afterfit.pipeline.comparison_sides import FoundSide
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.shipping import Shipping, tabled
from afterfit.readers import read_costs
from afterfit.results import (
    ParetoFront,
    TaskAnalysis,
    VariantRow,
    VariantTable,
)
from afterfit.results.learning import LearningCurves
from afterfit.views.learning import told_apart


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run that is to be compared, and by which of its variants."""

    entry: Entry
    variant: str | None = None
    """None: the recommended one, else the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One run of a comparison."""

    entry: Entry
    name: str
    """What the comparison calls it: the name of its variant, with its place where need be."""
    variant: str
    """What the run itself calls it."""
    variants: tuple[str, ...]
    """All that it was tested with."""
    row: VariantRow
    """The one that is compared; its change is against the first run."""
    pair: TaskAnalysis | None
    """The first run against it; None for the first, and where they cannot be compared."""
    refusal: str = ""
    """Why they cannot; empty where they can."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Runs of one task side by side, the first being the reference."""

    runs: tuple[Compared, ...]
    table: VariantTable | None
    """One row a run; None where they are not judged by the same metric."""
    front: ParetoFront | None
    """Metric against cost; None where not all were tested on the same samples."""
    settings: tuple[SettingDifference, ...]
    curves: tuple[LearningCurves, ...]
    """Trainings of the runs that have one, by their names."""
    notes: tuple[str, ...] = ()
    """What could not be shown, and why."""

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why runs cannot be compared with the first, a sentence each."""
        return tuple(f"{one.name}: {one.refusal}" for one in self.runs if one.refusal)


def compare_runs(wanted: Sequence[Wanted]) -> Comparison:
    """Return *wanted* side by side, each against the first.

    Raises
    ------
    InputError
        When there are fewer than two, or one of them has no results or no such variant.
    """
    if len(wanted) < 2:
        raise InputError("a comparison needs two runs or more; pick them in the index")
    owns = [_own_results(one.entry) for one in wanted]
    tables = [own.table for own in owns]
    rows = [_row(one, table) for one, table in zip(wanted, tables, strict=True)]
    names = _names(wanted, rows)
    rows = _with_costs(wanted, rows, names)
    runs = [_compared(wanted, rows, tables, names, place) for place in range(len(wanted))]
    table = _side_by_side(runs, tables)
    curves, notes = _trainings(runs)
    return Comparison(
        runs=tuple(runs),
        table=table,
        front=None if table is None else _front(runs, owns, table),
        settings=differing_settings([read_settings(RunFolder(one.entry.path)) for one in wanted]),
        curves=curves,
        notes=notes,
    )


@dataclass(frozen=True, slots=True)
class _Own:
    """What a run says by itself."""

    table: VariantTable
    """The variant that is compared unless another is named comes first."""
    no_choice: Mapping[str, str]
    """Why a variant cannot be shipped, where it cannot."""


def _own_results(entry: Entry) -> _Own:
    folder = RunFolder(entry.path)
    analysis = read_analysis(folder.root)
    table = tabled(analysis, read_costs(folder.costs) if folder.costs.is_file() else ())
    if table is None:
        raise InputError("no variant was tested", where=entry.name)
    decision = analysis.decision
    if decision is None:
        return _Own(table, {})
    chosen = decision.recommendation.variant
    rows = tuple(sorted(table.rows, key=lambda row: row.variant != chosen))
    reasons = {point.variant: point.no_choice for point in decision.front.points}
    return _Own(replace(table, rows=rows), reasons)


def _row(wanted: Wanted, table: VariantTable) -> VariantRow:
    if wanted.variant is None:
        return table.rows[0]
    found = next((row for row in table.rows if row.variant == wanted.variant), None)
    if found is None:
        known = ", ".join(row.variant for row in table.rows)
        raise InputError(f"no variant is called {wanted.variant!r}; it has {known}",
                         where=wanted.entry.name)  # fmt: skip
    return found


def _names(wanted: Sequence[Wanted], rows: Sequence[VariantRow]) -> list[str]:
    """Return a name for each, all different: what tells its place apart, and its variant."""
    places = told_apart([one.entry.name for one in wanted])
    both = [f"{place} · {row.variant}" for place, row in zip(places, rows, strict=True)]
    return [
        name if both.count(name) == 1 else f"{name} ({one.entry.id[-10:]})"
        for name, one in zip(both, wanted, strict=True)
    ]


def _with_costs(
    wanted: Sequence[Wanted], rows: Sequence[VariantRow], names: Sequence[str]
) -> list[VariantRow]:
    """Return the rows with costs that can be compared: latencies are those of one device."""
    paths = [one.entry.path for one in wanted]
    sides = [FoundSide((), row.variant, name) for row, name in zip(rows, names, strict=True)]
    costs = costs_of_sides(paths, sides, Shipping()).shipping.costs
    return [
        replace(row, costs=costs.get(name, row.costs))
        for row, name in zip(rows, names, strict=True)
    ]


def _compared(
    wanted: Sequence[Wanted],
    rows: Sequence[VariantRow],
    tables: Sequence[VariantTable],
    names: Sequence[str],
    place: int,
) -> Compared:
    entry, row, refusal = wanted[place].entry, rows[place], ""
    pair: TaskAnalysis | None = None
    if place > 0:
        try:
            pair = _pair(wanted, rows, names, place)
        except Exception as error:
            refusal = why(error)
    own = _changed(row, pair)
    variants = tuple(one.variant for one in tables[place].rows)
    shown = replace(own, variant=names[place])
    return Compared(entry, names[place], row.variant, variants, shown, pair, refusal)


def _pair(
    wanted: Sequence[Wanted], rows: Sequence[VariantRow], names: Sequence[str], place: int
) -> TaskAnalysis:
    """Return the first run against another, from their predictions.

    Raises
    ------
    InputError
        When they were not tested on the same samples, or kept no predictions.
    """
    return analyze_pair(
        wanted[0].entry.path,
        wanted[place].entry.path,
        variants=(rows[0].variant, rows[place].variant),
        names=(names[0], names[place]),
    )


def _changed(row: VariantRow, pair: TaskAnalysis | None) -> VariantRow:
    """Return the row with its paired change against the first run, where it has one."""
    if pair is None or pair.decision is None:
        return replace(row, change=None, p_value=float("nan"))
    candidate = pair.decision.variants.rows[1]
    return replace(row, change=candidate.change, p_value=candidate.p_value)


def _side_by_side(runs: Sequence[Compared], tables: Sequence[VariantTable]) -> VariantTable | None:
    first = tables[0]
    details = [tuple(one.title for one in run.row.details) for run in runs]
    alike = all(
        (one.yardstick, one.split, titles) == (first.yardstick, first.split, details[0])
        for one, titles in zip(tables, details, strict=True)
    )
    if not alike:
        return None
    return VariantTable(
        split=first.split,
        reference=runs[0].name,
        rows=tuple(one.row for one in runs),
        yardstick=first.yardstick,
    )


def _front(
    runs: Sequence[Compared], owns: Sequence[_Own], table: VariantTable
) -> ParetoFront | None:
    if any(one.refusal for one in runs):
        return None
    reasons = {
        one.name: own.no_choice.get(one.variant, "") for one, own in zip(runs, owns, strict=True)
    }
    return find_pareto_front(table, {name: said for name, said in reasons.items() if said})


def _trainings(runs: Sequence[Compared]) -> tuple[tuple[LearningCurves, ...], tuple[str, ...]]:
    curves: list[LearningCurves] = []
    notes: list[str] = []
    for one in {run.entry.path: run for run in runs}.values():
        try:
            curves += [report.curves for report in training_reports(one.entry)[:1]]
        except Exception as error:
            notes.append(f"The training of {one.entry.name} cannot be shown: {why(error)}")
    return tuple(curves), tuple(notes)
