"""Which of several multi-label models to ship."""

import math
from collections.abc import Iterator, Mapping, Sequence

from afterfit.analyses.comparison import judge_non_inferiority
from afterfit.analyses.recommendation import Judgement, decide_by, large_drops
from afterfit.analyses.variant_table import NO_COSTS
from afterfit.results import (
    Budget,
    Decision,
    Detail,
    MultilabelComparison,
    MultilabelVariant,
    VariantCosts,
    VariantRow,
    VariantTable,
    Yardstick,
)

_ALL_RIGHT = Yardstick("subset_accuracy", "All labels right", "higher", parts="label")


def decide_multilabel(
    variants: Sequence[MultilabelVariant],
    comparisons: Sequence[MultilabelComparison],
    costs: Mapping[str, VariantCosts],
    budget: Budget,
) -> Decision:
    """Return the table of *variants*, their Pareto front, and which one to ship.

    Variants are judged by the share of samples whose labels are all right, and by the recall of
    each label.

    Parameters
    ----------
    variants : sequence of MultilabelVariant
        All on one split, the reference first.
    comparisons : sequence of MultilabelComparison
        Of that split.
    costs : mapping of variant to VariantCosts
        Variants that are missing have unknown costs.
    budget : Budget
        Limits, device and margin.
    """
    against = {one.sets.candidate.variant: one for one in comparisons}
    table = VariantTable(
        split=variants[0].split,
        reference=variants[0].variant,
        rows=tuple(_row(one, against.get(one.variant), costs) for one in variants),
        yardstick=_ALL_RIGHT,
    )
    tested = {one.variant: one for one in variants}
    judged = {
        name: Judgement(
            judge_non_inferiority(one.sets, budget.margin),
            large_drops(_losses(variants[0], tested[name])),
        )
        for name, one in against.items()
    }
    return decide_by(table, judged, budget)


def _losses(
    reference: MultilabelVariant, candidate: MultilabelVariant
) -> Iterator[tuple[str, int, float]]:
    pairs = zip(reference.quality.labels, candidate.quality.labels, strict=True)
    for one, other in pairs:
        yield one.class_name, one.support, one.recall.value - other.recall.value


def _row(
    one: MultilabelVariant,
    against: MultilabelComparison | None,
    costs: Mapping[str, VariantCosts],
) -> VariantRow:
    known = [row for row in one.quality.labels if not math.isnan(row.recall.value)]
    worst = min(known or one.quality.labels, key=lambda row: row.recall.value)
    return VariantRow(
        variant=one.variant,
        quality=one.quality.estimate("subset_accuracy"),
        details=(
            Detail("Micro F1", one.quality.estimate("micro_f1")),
            Detail("Worst recall", worst.recall, worst.class_name if known else ""),
        ),
        costs=costs.get(one.variant, VariantCosts.unknown(one.variant, NO_COSTS)),
        change=against.sets.accuracy_change if against else None,
        p_value=against.sets.p_value if against else math.nan,
    )
