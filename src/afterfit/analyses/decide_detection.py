"""Which of several object detectors to ship."""

import math
from collections.abc import Iterator, Mapping, Sequence

from afterfit.analyses.decide_anomaly import judge_change
from afterfit.analyses.recommendation import Judgement, decide_by
from afterfit.analyses.variant_table import NO_COSTS
from afterfit.results import (
    Budget,
    Decision,
    Detail,
    DetectorComparison,
    DetectorVariant,
    VariantCosts,
    VariantRow,
    VariantTable,
)
from afterfit.results.yardstick import AP


def decide_detection(
    variants: Sequence[DetectorVariant],
    comparisons: Sequence[DetectorComparison],
    costs: Mapping[str, VariantCosts],
    budget: Budget,
) -> Decision:
    """Return the table of *variants*, their Pareto front, and which one to ship, by AP.

    Parameters
    ----------
    variants : sequence of DetectorVariant
        All on one split, the reference first.
    comparisons : sequence of DetectorComparison
        Of that split.
    costs : mapping of variant to VariantCosts
        Variants that are missing have unknown costs.
    budget : Budget
        Limits, device and margin, the loss of AP that is accepted.
    """
    against = {one.candidate.variant: one for one in comparisons}
    table = VariantTable(
        split=variants[0].split,
        reference=variants[0].variant,
        rows=tuple(_row(one, against.get(one.variant), costs) for one in variants),
        yardstick=AP,
    )
    n_images = variants[0].quality.scope.n_samples
    judged = {
        name: Judgement(judge_change(one.change("ap"), budget.margin, n_images, "image"))
        for name, one in against.items()
    }
    return decide_by(table, judged, budget)


def _row(
    one: DetectorVariant,
    against: DetectorComparison | None,
    costs: Mapping[str, VariantCosts],
) -> VariantRow:
    return VariantRow(
        variant=one.variant,
        quality=one.quality.estimate("ap"),
        details=tuple(_details(one)),
        costs=costs.get(one.variant, VariantCosts.unknown(one.variant, NO_COSTS)),
        change=against.change("ap") if against else None,
        p_value=math.nan,  # the interval of the change tells it
    )


def _details(one: DetectorVariant) -> Iterator[Detail]:
    yield Detail("AP50", one.quality.estimate("ap50"))
    yield Detail("AR, 100 detections", one.quality.estimate("ar_100"))
