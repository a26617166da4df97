"""What the scores are worth: margins, calibration, and the uncertain answer."""

from afterfit.report.document import Block, ChartRow, Folded, Paragraph, Section
from afterfit.report.run_report import RunReport
from afterfit.results import NoTemperatureOffer, TemperatureOffer, VariantAnalysis
from afterfit.views import (
    chart_calibration,
    chart_margins,
    chart_uncertainty,
    table_calibration,
    table_margins,
    table_temperature,
    table_uncertainty,
    table_wished_accuracy,
)

_UNCERTAIN = (
    "A device may answer “uncertain” where its highest score is low. The curve shows what is left "
    "to answer, and how often those answers are right."
)


def confidence_section(run: RunReport) -> Section | None:
    """Return the section on confidence; None where nothing was tested."""
    if not run.judged:
        return None
    blocks = [block for one in run.judged for block in _margin_blocks(one)]
    blocks.append(ChartRow(tuple(chart_calibration(one.calibration) for one in run.judged)))
    calibrations = tuple(table_calibration(one.calibration) for one in run.judged)
    blocks.append(Folded("Calibration in numbers", calibrations))
    blocks += [_temperature_block(one) for one in run.analysis.temperatures]
    curves = ChartRow(tuple(chart_uncertainty(one.uncertainty) for one in run.judged))
    blocks += [Paragraph(_UNCERTAIN), curves]
    blocks.append(Folded("The uncertain answer in numbers", _uncertain_tables(run)))
    return Section("Confidence", "confidence", tuple(blocks))


def _margin_blocks(one: VariantAnalysis) -> list[Block]:
    table = table_margins(one.margins)
    return [chart_margins(one.margins), Folded(f"Margins of {one.variant} in numbers", (table,))]


def _temperature_block(offer: TemperatureOffer | NoTemperatureOffer) -> Block:
    match offer:
        case TemperatureOffer():
            variant = offer.reported_on.variant
        case NoTemperatureOffer():
            variant = offer.variant
    return Folded(f"Temperature scaling of {variant}", (table_temperature(offer),))


def _uncertain_tables(run: RunReport) -> tuple[Block, ...]:
    return (
        *(table_uncertainty(one.uncertainty) for one in run.judged),
        *(table_wished_accuracy(one) for one in run.analysis.wished_accuracies),
    )
