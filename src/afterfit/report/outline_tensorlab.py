"""What Tensorlab reported of a run → a section of its report, or a document of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from afterfit.report.about import About
from afterfit.report.common_sections import findings_section, rules_section
from afterfit.report.document import Block, Document, Figure, Paragraph, Section
from afterfit.report.text_table import one_line
from afterfit.results import TensorlabRecord
from afterfit.views import raised_findings
from afterfit.views.numbers import counted
from afterfit.views.tensorlab import (
    chart_reported_curves,
    table_reported,
    table_reported_thresholds,
)


def with_tensorlab(document: Document, record: TensorlabRecord | None) -> Document:
    """Return the report of a run with a section on what Tensorlab said of it."""
    if record is None:
        return document
    return replace(document, sections=(*document.sections, tensorlab_section(record)))


def tensorlab_section(record: TensorlabRecord) -> Section:
    """Return Tensorlab's numbers beside ours, and its curves where ours are missing."""
    return Section("What Tensorlab reported", "tensorlab", tuple(_blocks(record)))


def _blocks(record: TensorlabRecord) -> Iterator[Block]:
    yield Paragraph(
        f"Tensorlab tests one of its models alone, here {record.tested_variant}, and gives no "
        "intervals. What follows is read from its files."
    )
    if record.numbers:
        yield table_reported(record)
    else:
        yield Paragraph("run.log holds none of its numbers.")
    if record.curves and not record.n_our_windows:
        if len(record.curves) == 2:
            yield Paragraph(
                "Of two classes, both curves are the same by a fault of Tensorlab: each is the "
                "score of the second class alone."
            )
        yield chart_reported_curves(record)
    if record.thresholds:
        yield table_reported_thresholds(record)


def outline_tensorlab(record: TensorlabRecord, about: About) -> Document:
    """Return the report of a run of which only Tensorlab's own numbers are left."""
    sections = (
        findings_section(record.findings, about.notes),
        tensorlab_section(record),
        rules_section(record.findings),
    )
    return Document(
        title=about.title,
        verdict=_verdict(record),
        figures=(
            Figure("Numbers in run.log", str(len(record.numbers)), "of Tensorlab"),
            Figure("Thresholds", str(len(record.thresholds)), "of its anomaly detector"),
            Figure("Findings", str(len(raised_findings(record.findings))), "on its numbers"),
        ),
        sections=tuple(one for one in sections if one),
        facts=about.facts,
    )


def _verdict(record: TensorlabRecord) -> str:
    found = counted(len(raised_findings(record.findings)), "finding")
    return (
        "No prediction could be made again or read, so nothing here is computed by afterfit but "
        f"what follows from Tensorlab's own numbers: {found}."
    )


def summarize_tensorlab(record: TensorlabRecord, about: About, page: Path) -> str:
    """Return that report in a few lines for a terminal, the path of its *page* last."""
    lines = [about.title, _verdict(record)]
    lines += [
        f"  {one.severity} {one.code} {one.title}: {one.claim}"
        for one in raised_findings(record.findings)
    ]
    return "\n".join([*map(one_line, lines), f"Report: {page}"])
