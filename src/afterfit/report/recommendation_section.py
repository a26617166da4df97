"""Which variant to ship: the first section where there are several, whatever the task."""

from collections.abc import Sequence

from afterfit.report.document import Block, BulletList, ChartRow, Folded, Paragraph, Section
from afterfit.results import Decision, LayerSensitivity, Recommendation
from afterfit.views import (
    chart_variants,
    charts_cost_bars,
    charts_pareto,
    headline_of,
    numbered_names,
    reasons_of,
    table_pareto,
    table_standings,
    table_variant_costs,
)
from afterfit.wording import some_names


def recommendation_section(
    decision: Decision | None, sensitivities: Sequence[LayerSensitivity] = ()
) -> Section | None:
    """Return the recommendation with its reasons, the table of variants and the Pareto front."""
    if decision is None:
        return None
    advice = decision.recommendation
    blocks: list[Block] = [
        Paragraph(headline_of(advice)),
        BulletList((*reasons_of(decision), *_ways_out(advice, sensitivities))),
        table_standings(advice),
        table_variant_costs(decision.variants),
    ]
    if bars := charts_cost_bars(decision.variants):
        blocks.append(ChartRow(bars))
    if len(decision.front.axes) > 1 and len(decision.front.points) > 1:
        if names := numbered_names(decision.front):
            blocks.append(Paragraph(f"Points: {names}"))
        blocks.append(ChartRow(charts_pareto(decision.front)))
        blocks.append(Folded("The Pareto front in numbers", (table_pareto(decision.front),)))
    elif len(decision.variants.rows) > 1:
        blocks.append(chart_variants(decision.variants))
    return Section("Which variant to ship", "recommendation", tuple(blocks))


def advice_of(decision: Decision | None) -> list[str]:
    """Return the recommendation in one sentence; nothing where there is none."""
    return [headline_of(decision.recommendation)] if decision else []


def _ways_out(advice: Recommendation, sensitivities: Sequence[LayerSensitivity]) -> list[str]:
    """Return what to try where quantisation costs too much: QAT, or layers in float."""
    lost = [
        one
        for one in advice.standings
        if one.standing in ("inferior", "class_collapse") and one.variant != advice.reference
    ]
    if not lost:
        return []
    best = next((found for one in sensitivities if (found := one.recommended())), None)
    layers = f", or keep {some_names(best.layers, 8)} in float" if best else ""
    names = some_names([one.variant for one in lost], 4)
    return [f"For {names}: train with quantisation in the loop (QAT){layers}, and test again."]
