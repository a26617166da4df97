"""Which layers of the quantised model are worth keeping in float."""

from collections.abc import Sequence

from afterfit.report.document import Folded, Section
from afterfit.results import LayerSensitivity
from afterfit.views import chart_sensitivity, table_sensitivity


def sensitivity_section(sensitivities: Sequence[LayerSensitivity]) -> Section | None:
    """Return the section on layers kept in float; None where none was tried."""
    blocks = [
        block
        for one in sensitivities
        for block in (chart_sensitivity(one), Folded("In numbers", (table_sensitivity(one),)))
    ]
    return Section("Layers in float", "sensitivity", tuple(blocks)) if blocks else None
