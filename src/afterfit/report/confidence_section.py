"""What the scores are worth: margins, calibration, and the uncertain answer."""

from afterfit.report.by_variant import by_variant
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
    offers = map(_temperature_block, run.analysis.temperatures)
    wished = tuple(table_wished_accuracy(one) for one in run.analysis.wished_accuracies)
    blocks = (
        Paragraph(_UNCERTAIN),
        *by_variant(run.judged, _blocks),
        *offers,
        *([Folded("What an accuracy that is wished for costs", wished)] if wished else []),
    )
    return Section("Confidence", "confidence", blocks)


def _blocks(one: VariantAnalysis) -> tuple[Block, ...]:
    tables = (
        table_margins(one.margins),
        table_calibration(one.calibration),
        table_uncertainty(one.uncertainty),
    )
    return (
        chart_margins(one.margins),
        ChartRow((chart_calibration(one.calibration), chart_uncertainty(one.uncertainty))),
        Folded("Margins, calibration and the uncertain answer in numbers", tables),
    )


def _temperature_block(offer: TemperatureOffer | NoTemperatureOffer) -> Block:
    match offer:
        case TemperatureOffer():
            variant = offer.reported_on.variant
        case NoTemperatureOffer():
            variant = offer.variant
    return Folded(f"Temperature scaling of {variant}", (table_temperature(offer),))
