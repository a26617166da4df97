"""Which variant to ship, and why."""

import math
from collections.abc import Iterable, Mapping, Sequence

from afterfit.analyses.variant_table import find_pareto_front, tabulate_variants
from afterfit.results import QuantizationCost, VariantAnalysis
from afterfit.results.comparison import PairedComparison, Unit
from afterfit.results.recommendation import (
    Breach,
    Budget,
    Decision,
    RecallDrop,
    Recommendation,
    Reservation,
    Standing,
    VariantStanding,
)
from afterfit.results.variants import (
    COST_NAMES,
    CostName,
    VariantCosts,
    VariantRow,
    VariantTable,
)

LARGEST_DROP = 0.05
"""Recall that a class may lose."""
FEWEST_SAMPLES = 20
"""With fewer samples, a class's recall says too little to drop a variant for it."""
_ROUNDING = 1e-9  # 1.0 - 0.95 is a bit more than 0.05 in floats


def decide(
    variants: Sequence[VariantAnalysis],
    costs_of_quantization: Sequence[QuantizationCost],
    comparisons: Sequence[PairedComparison],
    costs: Mapping[str, VariantCosts],
    budget: Budget,
) -> Decision:
    """Return the table of *variants*, their Pareto front, and which one to ship.

    Parameters
    ----------
    variants : sequence of VariantAnalysis
        All on one split, the reference first.
    costs_of_quantization, comparisons
        Of that split, where the samples were the same.
    costs : mapping of variant to VariantCosts
        Variants that are missing have unknown costs.
    budget : Budget
        Limits, device and margin.
    """
    table = tabulate_variants(variants, costs_of_quantization, costs)
    recommendation = recommend(table, comparisons, budget)
    return Decision(table, find_pareto_front(table), recommendation)


def recommend(
    table: VariantTable, comparisons: Sequence[PairedComparison], budget: Budget
) -> Recommendation:
    """Return the variant to ship.

    1. What a device cannot run, or what costs more than a limit by the upper end of the cost, is
       dropped. 2. Of the rest, the reference is acceptable, and so is each variant whose accuracy
       is non-inferior at the margin and whose classes with 20 samples or more lose at most 5
       points of recall. 3. The cheapest acceptable one is shipped: the smallest geometric mean of
       its costs, over those known of all acceptable ones; where none is, a quantised variant
       before the reference, by accuracy. 4. Without an acceptable one, the most accurate that
       fits, with the reservation that it should be improved first.

    The recommendation says so where a cheaper variant is left out only because the test is too
    small to tell.
    """
    against = {one.candidate.variant: one for one in comparisons}
    standings = [_standing(row, table, against.get(row.variant), budget) for row in table.rows]
    rows = {row.variant: row for row in table.rows}
    acceptable = [one for one in standings if one.standing == "acceptable"]
    fits = [one for one in standings if not one.breaches and not one.unsupported]
    chosen = _cheapest(acceptable, rows, table.reference) or _most_accurate(fits, rows)
    undecided = _undecided(chosen, standings, rows)
    reservations = _reservations(chosen, acceptable, undecided, rows)
    needed, unit = _needed([chosen] if chosen in undecided else undecided)
    return Recommendation(
        split=table.split,
        reference=table.reference,
        budget=budget,
        variant=chosen.variant if chosen else None,
        reservations=tuple(reservations),
        n_needed=needed,
        unit=unit,
        standings=tuple(standings),
    )


def _standing(
    row: VariantRow, table: VariantTable, pair: PairedComparison | None, budget: Budget
) -> VariantStanding:
    limits = [(limit, row.costs.figure(limit.cost)) for limit in budget.limits]
    breaches = tuple(
        Breach(limit, figure.high, figure.basis)
        for limit, figure in limits
        if figure.is_known and figure.high > limit.most
    )
    drops = _recall_drops(pair)
    word = _compared_standing(pair, drops, is_reference=row.variant == table.reference)
    if breaches:
        word = "over_budget"
    if row.costs.unsupported:
        word = "unsupported"
    return VariantStanding(
        variant=row.variant,
        standing=word,
        breaches=breaches,
        unsupported=row.costs.unsupported,
        unknown_costs=tuple(limit.cost for limit, figure in limits if not figure.is_known),
        non_inferiority=pair.non_inferiority if pair else None,
        recall_drops=drops,
    )


def _compared_standing(
    pair: PairedComparison | None, drops: tuple[RecallDrop, ...], *, is_reference: bool
) -> Standing:
    if is_reference:
        return "acceptable"
    if pair is None:
        return "not_compared"
    match pair.non_inferiority.verdict:
        case "inferior":
            return "inferior"
        case "undecided" | "no_interval":
            return "undecided"
        case "non_inferior":
            return "class_collapse" if drops else "acceptable"


def _recall_drops(pair: PairedComparison | None) -> tuple[RecallDrop, ...]:
    drops = (
        RecallDrop(one.class_name, one.support, -one.change.value)
        for one in (pair.classes if pair else ())
        if one.support >= FEWEST_SAMPLES and -one.change.value > LARGEST_DROP + _ROUNDING
    )
    return tuple(sorted(drops, key=lambda one: -one.drop))


def _cheapest(
    standings: Sequence[VariantStanding], rows: Mapping[str, VariantRow], reference: str
) -> VariantStanding | None:
    if not standings:
        return None
    known = _known_costs([rows[one.variant] for one in standings])

    def order(one: VariantStanding) -> tuple[bool, float, bool, float]:
        row = rows[one.variant]
        unchecked = bool(one.unknown_costs)
        return unchecked, _mean_cost(row, known), one.variant == reference, -row.accuracy.value

    return min(standings, key=order)


def _known_costs(rows: Sequence[VariantRow]) -> list[CostName]:
    return [name for name in COST_NAMES if all(row.costs.figure(name).is_known for row in rows)]


def _mean_cost(row: VariantRow, names: Iterable[CostName]) -> float:
    """Return the sum of the logarithms, which orders as the geometric mean does."""
    return sum(math.log(max(row.costs.figure(name).typical, 1e-9)) for name in names)


def _most_accurate(
    standings: Sequence[VariantStanding], rows: Mapping[str, VariantRow]
) -> VariantStanding | None:
    return max(standings, key=lambda one: rows[one.variant].accuracy.value, default=None)


def _undecided(
    chosen: VariantStanding | None,
    standings: Sequence[VariantStanding],
    rows: Mapping[str, VariantRow],
) -> list[VariantStanding]:
    """Return the variants that more samples could make the better choice."""
    return [
        one
        for one in standings
        if one.standing == "undecided" and chosen and _may_be_cheaper(one, chosen, rows)
    ]


def _may_be_cheaper(
    one: VariantStanding, chosen: VariantStanding, rows: Mapping[str, VariantRow]
) -> bool:
    both = [rows[one.variant], rows[chosen.variant]]
    known = _known_costs(both)
    return not known or _mean_cost(both[0], known) <= _mean_cost(both[1], known)


def _reservations(
    chosen: VariantStanding | None,
    acceptable: Sequence[VariantStanding],
    undecided: Sequence[VariantStanding],
    rows: Mapping[str, VariantRow],
) -> Iterable[Reservation]:
    if chosen is None:
        return
    if undecided:
        yield "more_samples"
    if len(acceptable) > 1 and not _known_costs([rows[one.variant] for one in acceptable]):
        yield "unknown_costs"
    if chosen.unknown_costs:
        yield "unchecked_limits"
    if chosen.standing not in ("acceptable", "undecided"):
        yield "improve"


def _needed(undecided: Sequence[VariantStanding]) -> tuple[int | None, Unit]:
    """Return what the variant that is nearest to being decided needs."""
    judged = [one.non_inferiority for one in undecided if one.non_inferiority is not None]
    known = [(one.n_needed, one.unit) for one in judged if one.n_needed is not None]
    if known:
        return min(known)
    return None, judged[0].unit if judged else "sample"
