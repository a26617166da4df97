"""Where an anomaly detector fails: slices by false alarms and anomalies found, and int8's cost."""

from collections.abc import Iterator, Sequence
from math import isnan

from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.report.slices_section import FIRST, LISTED
from afterfit.results import (
    AnomalyAnalysis,
    AnomalySliceChanges,
    AnomalySlices,
    AnomalyVariant,
)
from afterfit.results.judged import judged_of
from afterfit.views import (
    alarm_sides,
    chart_anomaly_slice_changes,
    chart_anomaly_slices,
    describe_anomaly_slices,
    table_anomaly_slice_changes,
    table_anomaly_slices,
    table_slice_areas,
)
from afterfit.views.slice_charts import WORST


def anomaly_slices_section(analysis: AnomalyAnalysis) -> Section | None:
    """Return the section; None where no columns to slice by were named or derived."""
    if not analysis.slices:
        return None
    judged = judged_of(analysis.variants)
    splits = {one.split for one in judged}
    blocks = by_variant(judged, lambda one: _blocks(one, analysis.slices))
    changes = (one for one in analysis.slice_changes if one.candidate.split in splits)
    every = (*blocks, *map(_folded, changes))
    return Section("Where it fails", "slices", every) if every else None


def _blocks(one: AnomalyVariant, every: Sequence[AnomalySlices]) -> Iterator[Block]:
    for slices in every:
        if (slices.variant, slices.split) == (one.variant, one.split):
            yield Paragraph(describe_anomaly_slices(slices))
            yield from _of_alarms(slices)
            if not all(isnan(row.auc.value) for row in slices.rows):
                table = table_slice_areas(slices, most=LISTED)
                yield Folded(f"ROC AUC by slice, {slices.variant}", (table,))


def _of_alarms(slices: AnomalySlices) -> Iterator[Block]:
    for side in alarm_sides(slices):
        yield chart_anomaly_slices(slices, side)
        yield table_anomaly_slices(slices, side, most=FIRST)
        if len(slices.rows) > FIRST:
            title = f"{side.title}, all of {slices.variant}"
            yield Folded(title, (table_anomaly_slices(slices, side, most=LISTED),))


def _folded(changes: AnomalySliceChanges) -> Folded:
    pair = f"{changes.candidate.variant} against {changes.reference.variant}"
    return Folded(
        f"{pair}, by slice",
        (chart_anomaly_slice_changes(changes), table_anomaly_slice_changes(changes, most=WORST)),
    )
