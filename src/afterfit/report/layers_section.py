"""Which layer makes a quantised variant differ from its float form."""

from collections.abc import Sequence

from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.results import LayerComparison
from afterfit.views import chart_layer_comparison, table_layer_comparison
from afterfit.views.charts import shortened
from afterfit.views.layer_comparison import same_network_doubt
from afterfit.views.numbers import percent


def layers_section(layers: Sequence[LayerComparison]) -> Section | None:
    """Return the section on layers; None where no pair of models was compared."""
    blocks = [block for one in layers if one.layers for block in _blocks(one)]
    return Section("Layers", "layers", tuple(blocks)) if blocks else None


def _blocks(comparison: LayerComparison) -> list[Block]:
    worst = comparison.worst_first()[0]
    sentence = (
        f"{shortened(worst.name, 48)} ({worst.operator}) adds most noise to "
        f"{comparison.candidate}: {percent(worst.added_noise)} of its signal. "
        f"{same_network_doubt(comparison)}"
    ).rstrip()
    table = table_layer_comparison(comparison)
    title = f"Layers of {comparison.candidate} in numbers"
    return [Paragraph(sentence), chart_layer_comparison(comparison), Folded(title, (table,))]
