"""Which variant to ship: the first section where there are several."""

from afterfit.report.document import Block, BulletList, Folded, Paragraph, Section
from afterfit.report.run_report import RunReport
from afterfit.views.cost_bars import chart_cost_bars
from afterfit.views.recommendation import headline_of, reasons_of, table_standings
from afterfit.views.variants import chart_pareto, table_pareto, table_variant_costs


def recommendation_section(run: RunReport) -> Section | None:
    """Return the recommendation with its reasons, the table of variants and the Pareto front."""
    decision = run.analysis.decision
    if decision is None:
        return None
    blocks: list[Block] = [
        Paragraph(headline_of(decision.recommendation)),
        BulletList(reasons_of(decision)),
        table_standings(decision.recommendation),
        table_variant_costs(decision.variants),
    ]
    if (bars := chart_cost_bars(decision.variants)) is not None:
        blocks.append(bars)
    if len(decision.front.axes) > 1 and len(decision.front.points) > 1:
        blocks.append(chart_pareto(decision.front))
        blocks.append(Folded("The Pareto front in numbers", (table_pareto(decision.front),)))
    return Section("Which variant to ship", "recommendation", tuple(blocks))
