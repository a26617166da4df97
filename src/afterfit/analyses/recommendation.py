"""Which variant to ship, and why."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from afterfit.analyses.variant_table import find_pareto_front, tabulate_variants
from afterfit.results import QuantizationCost, VariantAnalysis
from afterfit.results.comparison import NonInferiority, PairedComparison, Unit
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
    return decide_by(table, judge_pairs(comparisons), budget)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the test on the same samples says of one candidate."""

    non_inferiority: NonInferiority
    recall_drops: tuple[RecallDrop, ...] = ()


def decide_by(table: VariantTable, judged: Mapping[str, Judgement], budget: Budget) -> Decision:
    """Return which variant of *table* to ship, and the front among those that could be."""
    recommendation = recommend_by(table, judged, budget)
    no_choice = {one.variant: _why_no_choice(one) for one in recommendation.standings}
    reasons = {name: reason for name, reason in no_choice.items() if reason}
    return Decision(table, find_pareto_front(table, reasons), recommendation)


def _why_no_choice(one: VariantStanding) -> str:
    if one.shipped_as:
        return f"shipped as {one.shipped_as}"
    if one.unsupported:
        return "does not run on the device"
    return "over budget" if one.breaches else ""


def recommend(
    table: VariantTable, comparisons: Sequence[PairedComparison], budget: Budget
) -> Recommendation:
    """Return the classifier to ship, by `recommend_by`."""
    return recommend_by(table, judge_pairs(comparisons), budget)


def recommend_by(
    table: VariantTable, judged: Mapping[str, Judgement], budget: Budget
) -> Recommendation:
    """Return the variant to ship.

    1. What costs more than a limit by the upper end of the cost is dropped; so is what cannot run
       on a microcontroller, where the budget is for one, and what is tested in the form that
       devices take as well. 2. Of the rest, the reference is acceptable, and so is each variant
       that is non-inferior at the margin and whose classes with 20 samples or more lose at most 5
       points of recall. 3. The cheapest acceptable one is shipped: the smallest geometric mean of
       its costs, over those known of all acceptable ones, the better one among equals; where no
       cost is known of all, a quantised variant before the reference, by quality. 4. Without an
       acceptable one, the best that fits, with the reservation that it should be improved first.

    The recommendation says so where a cheaper variant is left out only because the test is too
    small to tell.
    """
    standings = [_standing(row, table, judged.get(row.variant), budget) for row in table.rows]
    choice = _Choice(table, {row.variant: row for row in table.rows})
    acceptable = [one for one in standings if one.standing == "acceptable"]
    chosen = choice.cheapest(acceptable) or choice.best([one for one in standings if one.fits])
    undecided = choice.undecided(chosen, standings)
    reservations = choice.reservations(chosen, acceptable, undecided)
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
        yardstick=table.yardstick,
    )


def _standing(
    row: VariantRow, table: VariantTable, judged: Judgement | None, budget: Budget
) -> VariantStanding:
    limits = [(limit, row.costs.figure(limit.cost)) for limit in budget.limits]
    breaches = tuple(
        Breach(limit, figure.high, figure.basis)
        for limit, figure in limits
        if figure.is_known and figure.high > limit.most
    )
    unsupported = row.costs.unsupported if budget.is_for_microcontroller else ""
    word = _judged_standing(judged, is_reference=row.variant == table.reference)
    if breaches:
        word = "over_budget"
    if unsupported:
        word = "unsupported"
    if row.costs.shipped_as:
        word = "shipped_otherwise"
    return VariantStanding(
        variant=row.variant,
        standing=word,
        breaches=breaches,
        unsupported=unsupported,
        shipped_as=row.costs.shipped_as,
        unknown_costs=tuple(limit.cost for limit, figure in limits if not figure.is_known),
        non_inferiority=judged.non_inferiority if judged else None,
        recall_drops=judged.recall_drops if judged else (),
    )


def _judged_standing(judged: Judgement | None, *, is_reference: bool) -> Standing:
    if is_reference:
        return "acceptable"
    if judged is None:
        return "not_compared"
    match judged.non_inferiority.verdict:
        case "inferior":
            return "inferior"
        case "undecided" | "no_interval":
            return "undecided"
        case "non_inferior":
            return "class_collapse" if judged.recall_drops else "acceptable"


def judge_pairs(comparisons: Sequence[PairedComparison]) -> dict[str, Judgement]:
    """Return what the comparisons with the reference say of each candidate."""
    return {
        one.candidate.variant: Judgement(
            one.non_inferiority,
            large_drops((row.class_name, row.support, -row.change.value) for row in one.classes),
        )
        for one in comparisons
    }


def large_drops(drops: Iterable[tuple[str, int, float]]) -> tuple[RecallDrop, ...]:
    """Return the classes that lose too much; *drops* are name, samples and loss of recall."""
    found = (
        RecallDrop(name, support, drop)
        for name, support, drop in drops
        if support >= FEWEST_SAMPLES and drop > LARGEST_DROP + _ROUNDING
    )
    return tuple(sorted(found, key=lambda one: -one.drop))


@dataclass(frozen=True, slots=True)
class _Choice:
    """Orders standings by the figures of their variants."""

    table: VariantTable
    rows: Mapping[str, VariantRow]

    def cheapest(self, standings: Sequence[VariantStanding]) -> VariantStanding | None:
        known = self._known(standings)

        def order(one: VariantStanding) -> tuple[bool, float, bool, float]:
            # Without any known cost, the quantised one is taken for the cheaper.
            late = not known and one.variant == self.table.reference
            return bool(one.unknown_costs), self._cost(one, known), late, -self._goodness(one)

        return min(standings, key=order, default=None)

    def best(self, standings: Sequence[VariantStanding]) -> VariantStanding | None:
        known = self._known(standings)

        def order(one: VariantStanding) -> tuple[float, float]:
            return -self._goodness(one), self._cost(one, known)

        return min(standings, key=order, default=None)

    def undecided(
        self, chosen: VariantStanding | None, standings: Sequence[VariantStanding]
    ) -> list[VariantStanding]:
        """Return the variants that more samples could make the better choice."""
        return [
            one
            for one in standings
            if one.standing == "undecided" and chosen and self._may_be_better(one, chosen)
        ]

    def reservations(
        self,
        chosen: VariantStanding | None,
        acceptable: Sequence[VariantStanding],
        undecided: Sequence[VariantStanding],
    ) -> Iterator[Reservation]:
        if chosen is None:
            return
        if undecided:
            yield "more_samples"
        if len(acceptable) > 1 and not self._known(acceptable):
            yield "unknown_costs"
        if chosen.unknown_costs:
            yield "unchecked_limits"
        if chosen.standing not in ("acceptable", "undecided"):
            yield "improve"

    def _may_be_better(self, one: VariantStanding, chosen: VariantStanding) -> bool:
        known = self._known([one, chosen])
        if one is chosen or not known:
            return True
        both = [(self._cost(each, known), -self._goodness(each)) for each in (one, chosen)]
        return both[0] < both[1]

    def _known(self, standings: Sequence[VariantStanding]) -> list[CostName]:
        return _known_costs([self.rows[one.variant] for one in standings])

    def _cost(self, one: VariantStanding, names: Iterable[CostName]) -> float:
        return _mean_cost(self.rows[one.variant], names)

    def _goodness(self, one: VariantStanding) -> float:
        """Return the quality, higher for better; one that is not known is the worst."""
        value = self.table.yardstick.sign * self.rows[one.variant].quality.value
        return -math.inf if math.isnan(value) else value


def _known_costs(rows: Sequence[VariantRow]) -> list[CostName]:
    return [name for name in COST_NAMES if all(row.costs.figure(name).is_known for row in rows)]


def _mean_cost(row: VariantRow, names: Iterable[CostName]) -> float:
    """Return the sum of the logarithms, which orders as the geometric mean does."""
    return sum(math.log(max(row.costs.figure(name).typical, 1e-9)) for name in names)


def _needed(undecided: Sequence[VariantStanding]) -> tuple[int | None, Unit]:
    """Return what the variant that is nearest to being decided needs."""
    judged = [one.non_inferiority for one in undecided if one.non_inferiority is not None]
    known = [(one.n_needed, one.unit) for one in judged if one.n_needed is not None]
    if known:
        return min(known)
    return None, judged[0].unit if judged else "sample"
