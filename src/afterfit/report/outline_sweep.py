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
from afterfit.views.numbers import NO_VALUE, counted, size
from afterfit.views.sweep import (
    chart_sweep,
    chart_sweep_costs,
    spread_text,
    table_sweep,
    table_sweep_costs,
)
from afterfit.views.tables import Table, make_table
from afterfit.views.yardstick import estimate_text
from afterfit.wording import quality_gap, quality_noun, quality_text, why_unknown


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
        std = one.leading.std
        spread = ""
        if not math.isnan(std):
            spread = f", {spread_text(sweep.yardstick, std, len(one.seeds))}"
        flash = one.costs.flash_bytes
        cost = f", {size(round(flash.typical))}" if flash.is_known else ""
        told = f"{quality_noun(sweep.yardstick)} {estimate_text(one.leading.mean)}"
        lines.append(f"  {one.name}: {told}{spread}{cost}{beaten}")
    lines += [f"  failed: {one.model}, seed {one.seed}: {one.reason}" for one in sweep.failures]
    return lines


def best_entry(sweep: SweepTable) -> SweepEntry | None:
    """Return the choice with the highest mean, of equal ones the first; None if none is known."""
    return max(_known_choices(sweep), key=_value, default=None)


def smallest_choice(sweep: SweepTable) -> SweepEntry | None:
    """Return the entry with the smallest file that could be shipped and that no other beats."""
    names = on_front(sweep)
    known = [
        one
        for one in sweep.entries
        if one.name in names and one.costs.flash_bytes.is_known and not math.isnan(_value(one))
    ]
    return min(known, key=lambda one: one.costs.flash_bytes.typical, default=None)


def _known_choices(sweep: SweepTable) -> list[SweepEntry]:
    """Return the entries whose value is known and that could be shipped, or all if none could."""
    choices = {point.variant for point in sweep.front.points if not point.no_choice}
    known = [one for one in sweep.entries if not math.isnan(_value(one))]
    return [one for one in known if one.name in choices] or known


def _value(one: SweepEntry) -> float:
    return one.leading.mean.value


def on_front(sweep: SweepTable) -> list[str]:
    """Return the names of entries that no other beats."""
    return [point.variant for point in sweep.front.points if point.on_front]


def sweep_verdict(sweep: SweepTable) -> str:
    """Return the sentence to read: the best, and whether its lead means anything."""
    best, noun = best_entry(sweep), quality_noun(sweep.yardstick)
    if best is None:
        return (
            f"The {noun} cannot be told on the {sweep.split} split, so no network can be called "
            f"the best: {why_unknown(sweep.yardstick)}."
        )
    told = estimate_text(best.leading.mean)
    return f"{best.name} has the highest {noun}: {told}. {_lead(sweep, best)}"


def _lead(sweep: SweepTable, best: SweepEntry) -> str:
    others = [one for one in _known_choices(sweep) if one.model != best.model]
    if not others:
        return "No other network was finished."
    second = max(others, key=_value)
    gap = _value(best) - _value(second)
    lead = f"It leads {second.name} by {quality_gap(gap, sweep.yardstick)}"
    spread = max((one.leading.std for one in (best, second)), key=_nan_last)
    if math.isnan(spread):
        return f"{lead}; with one seed each, nobody knows whether another start would turn it."
    told = f"± {quality_gap(spread, sweep.yardstick)}"
    if gap > 2 * spread:
        return f"{lead}, more than twice the spread between seeds ({told})."
    return f"{lead}, which the spread between seeds ({told}) may turn: choose between them by cost."


def _nan_last(value: float) -> float:
    return -1.0 if math.isnan(value) else value


def _figures(sweep: SweepTable) -> tuple[Figure, ...]:
    best = best_entry(sweep)
    models = list(dict.fromkeys(one.model for one in sweep.entries))
    figures = [
        Figure("Networks", str(len(models)), f"{counted(sweep.n_seeds, 'seed')} each"),
        Figure(
            f"Highest {quality_noun(sweep.yardstick)}",
            _told(best, sweep) if best else NO_VALUE,
            best.name if best else "cannot be told",
        ),
        Figure("On the Pareto front", str(len(on_front(sweep))), f"of {len(sweep.entries)}"),
    ]
    least = smallest_choice(sweep)
    if least:
        flash = size(round(least.costs.flash_bytes.typical))
        told = f"{least.name}, {_told(least, sweep)}"
        figures.append(Figure("Smallest file on the front", flash, told))
    return tuple(figures)


def _told(one: SweepEntry, sweep: SweepTable) -> str:
    return quality_text(_value(one), sweep.yardstick)


def _networks(sweep: SweepTable, notes: Sequence[str]) -> Section:
    blocks: list[Block] = [chart_sweep(sweep), table_sweep(sweep), table_sweep_costs(sweep)]
    if notes:
        blocks += [Paragraph("Warnings of the sweep:"), BulletList(tuple(notes))]
    return Section("Networks", "networks", tuple(blocks))


def _front(sweep: SweepTable) -> Section | None:
    if len(sweep.front.points) < 2 or any(math.isnan(_value(one)) for one in sweep.entries):
        return None
    table = Folded("The Pareto front in numbers", (table_pareto(sweep.front),))
    title = f"{sweep.yardstick.title} against cost"
    return Section(title, "pareto", (chart_sweep_costs(sweep), table))


def _failures(sweep: SweepTable) -> Section | None:
    if not sweep.failures:
        return None
    rows = [(one.model, str(one.seed), one.reason) for one in sweep.failures]
    table = make_table("Trainings that are missing", ["Network", ">Seed", "Why"], rows)
    return Section("What failed", "failures", (table,))


def _trainings(sweep: SweepTable) -> Table:
    rows = [
        (one.model, one.variant, str(seed), estimate_text(told))
        for one in sweep.entries
        for seed, told in zip(one.seeds, one.leading.each, strict=True)
    ]
    note = "The report of each lies in the folder <network>/seed_<seed>."
    return make_table(
        f"{sweep.yardstick.title} of every training",
        ["Network", "Variant", ">Seed", f">{sweep.yardstick.title}"],
        rows,
        note=note,
    )
