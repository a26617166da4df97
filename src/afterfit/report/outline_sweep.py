"""A sweep over networks → the document about it."""

import math
from collections.abc import Mapping, Sequence

from afterfit.report.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import SweepEntry, SweepTable
from afterfit.views import table_pareto
from afterfit.views.numbers import counted, interval, percent, size
from afterfit.views.sweep import chart_sweep, chart_sweep_costs, spread_text, table_sweep
from afterfit.views.tables import Table, make_table


def outline_sweep(
    sweep: SweepTable,
    title: str,
    facts: Mapping[str, str],
    notes: Sequence[str] = (),
) -> Document:
    """Return the report of a sweep: the best first, then every network, then what failed."""
    sections = (
        _networks(sweep, notes),
        _front(sweep),
        _failures(sweep),
        Section("Every training", "trainings", (_trainings(sweep),)),
    )
    present = tuple(one for one in sections if one)
    return Document(title, sweep_verdict(sweep), _figures(sweep), present, facts)


def summarize_sweep(sweep: SweepTable, title: str) -> list[str]:
    """Return the sweep in a few lines for a terminal."""
    lines = [title, sweep_verdict(sweep), ""]
    for one in sweep.entries:
        beaten = "" if one.name not in on_front(sweep) else "  on the Pareto front"
        spread = (
            ""
            if math.isnan(one.accuracy_std)
            else f", {spread_text(one.accuracy_std, len(one.seeds))}"
        )
        flash = one.costs.flash_bytes
        cost = f", {size(round(flash.typical))}" if flash.is_known else ""
        lines.append(f"  {one.name}: accuracy {interval(one.accuracy)}{spread}{cost}{beaten}")
    lines += [f"  failed: {one.model}, seed {one.seed}: {one.reason}" for one in sweep.failures]
    return lines


def most_accurate(sweep: SweepTable) -> SweepEntry:
    """Return the entry with the highest mean accuracy; of equal ones the first."""
    return max(sweep.entries, key=lambda one: one.accuracy.value)


def on_front(sweep: SweepTable) -> list[str]:
    """Return the names of entries that no other beats."""
    return [point.variant for point in sweep.front.points if not point.dominated_by]


def sweep_verdict(sweep: SweepTable) -> str:
    """Return the sentence to read: the most accurate, and whether its lead means anything."""
    best = most_accurate(sweep)
    return f"{best.name} is the most accurate: {interval(best.accuracy)}. {_lead(sweep, best)}"


def _lead(sweep: SweepTable, best: SweepEntry) -> str:
    others = [one for one in sweep.entries if one.model != best.model]
    if not others:
        return "No other network was finished."
    second = max(others, key=lambda one: one.accuracy.value)
    gap = best.accuracy.value - second.accuracy.value
    lead = f"It leads {second.name} by {gap * 100:.1f} points"
    spread = max((one.accuracy_std for one in (best, second)), key=_nan_last)
    if math.isnan(spread):
        return f"{lead}; with one seed each, nobody knows whether another start would turn it."
    if gap > 2 * spread:
        return f"{lead}, more than twice the spread between seeds (± {spread * 100:.1f} points)."
    return (
        f"{lead}, which the spread between seeds (± {spread * 100:.1f} points) may turn: "
        "choose between them by cost."
    )


def _nan_last(value: float) -> float:
    return -1.0 if math.isnan(value) else value


def _figures(sweep: SweepTable) -> tuple[Figure, ...]:
    best = most_accurate(sweep)
    models = list(dict.fromkeys(one.model for one in sweep.entries))
    figures = [
        Figure("Networks", str(len(models)), f"{counted(sweep.n_seeds, 'seed')} each"),
        Figure("Most accurate", percent(best.accuracy.value), best.name),
        Figure("On the Pareto front", str(len(on_front(sweep))), f"of {len(sweep.entries)}"),
    ]
    known = [one for one in sweep.entries if one.costs.flash_bytes.is_known]
    if known:
        least = min(known, key=lambda one: one.costs.flash_bytes.typical)
        flash = size(round(least.costs.flash_bytes.typical))
        figures.append(Figure("Smallest file", flash, f"{least.name}, {_percent(least)}"))
    return tuple(figures)


def _percent(one: SweepEntry) -> str:
    return percent(one.accuracy.value)


def _networks(sweep: SweepTable, notes: Sequence[str]) -> Section:
    blocks: list[Block] = [chart_sweep(sweep), table_sweep(sweep)]
    if notes:
        blocks += [Paragraph("Warnings of the sweep:"), BulletList(tuple(notes))]
    return Section("Networks", "networks", tuple(blocks))


def _front(sweep: SweepTable) -> Section | None:
    if len(sweep.front.points) < 2:
        return None
    table = Folded("The Pareto front in numbers", (table_pareto(sweep.front),))
    return Section("Accuracy against cost", "pareto", (chart_sweep_costs(sweep), table))


def _failures(sweep: SweepTable) -> Section | None:
    if not sweep.failures:
        return None
    rows = [(one.model, str(one.seed), one.reason) for one in sweep.failures]
    table = make_table("Trainings that are missing", ["Network", ">Seed", "Why"], rows)
    return Section("What failed", "failures", (table,))


def _trainings(sweep: SweepTable) -> Table:
    rows = [
        (one.model, one.variant, str(seed), interval(accuracy))
        for one in sweep.entries
        for seed, accuracy in zip(one.seeds, one.accuracies, strict=True)
    ]
    note = "The report of each lies in the folder <network>/seed_<seed>."
    return make_table(
        "Accuracy of every training",
        ["Network", "Variant", ">Seed", ">Accuracy"],
        rows,
        note=note,
    )
