"""What each variant costs on a device: bytes, operations, memory over time, latency."""

from collections.abc import Sequence

from afterfit.records import ModelProfile, VariantCost
from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.views import chart_memory, table_costs, table_layer_costs, table_memory


def costs_section(costs: Sequence[VariantCost]) -> Section | None:
    """Return the section on cost; None where no model file was at hand."""
    if not costs:
        return None
    reading = Paragraph(
        "Measured: read from the thing itself. Computed: follows from the file by a rule that the "
        "runtime follows too. Estimated: made with assumptions, the real figure differs."
    )
    profiles = _different([one.profile for one in costs])
    charts = by_variant(profiles, _memory_charts)
    tables = [table for one in profiles if (table := table_memory(one))]
    blocks: list[Block] = [reading, table_costs(costs), *charts]
    if tables:
        blocks.append(Folded("Activation memory by tensor", tuple(tables)))
    blocks.append(Folded("Cost by layer", tuple(map(table_layer_costs, profiles))))
    return Section("Cost on the device", "cost", tuple(blocks))


def _memory_charts(profile: ModelProfile) -> list[Block]:
    chart = chart_memory(profile)
    return [] if chart is None else [chart]


def _different(profiles: list[ModelProfile]) -> list[ModelProfile]:
    """Return one profile a file: other kernels change neither its memory nor its layers."""
    found: list[ModelProfile] = []
    for one in profiles:
        if not any(_same_file(one, other) for other in found):
            found.append(one)
    return found


def _same_file(one: ModelProfile, other: ModelProfile) -> bool:
    return (one.layers, one.memory, one.file_bytes) == (
        other.layers,
        other.memory,
        other.file_bytes,
    )
