"""Sections that the report of every task has."""

from collections.abc import Sequence

from afterfit.findings import explanation_of
from afterfit.records import ModelProfile
from afterfit.report.document import (
    Block,
    BulletList,
    FindingList,
    Folded,
    Paragraph,
    Section,
)
from afterfit.report.outline_curves import CurvesReport, training_blocks
from afterfit.results import Finding
from afterfit.views import raised_findings, table_findings, table_layers
from afterfit.views.numbers import count, counted


def findings_section(findings: Sequence[Finding], notes: Sequence[str] = ()) -> Section:
    """Return what was raised, in full, and the warnings of the run."""
    raised = raised_findings(findings)
    blocks: list[Block] = [FindingList(raised)] if raised else [Paragraph(_nothing(findings))]
    if notes:
        blocks += [Paragraph("Warnings of the run:"), BulletList(tuple(notes))]
    return Section("What to look at", "findings", tuple(blocks))


def _nothing(findings: Sequence[Finding]) -> str:
    if not findings:
        return "No rule was applied to this run."
    n_clear = sum(one.outcome == "clear" for one in findings)
    return f"Nothing was raised: {counted(n_clear, 'rule')} looked and found nothing."


def rules_section(findings: Sequence[Finding]) -> Section | None:
    """Return the outcome of every rule, with the pages of those that were raised."""
    if not findings:
        return None
    quiet = count(sum(one.outcome != "raised" for one in findings))
    title = f"All {counted(len(findings), 'rule')}, {quiet} of them clear or not applicable"
    pages = (
        Folded(f"What {one.code} looks for", tuple(map(Paragraph, explanation_of(one.code))))
        for one in raised_findings(findings)
        if explanation_of(one.code)
    )
    return Section("All rules", "rules", (*pages, Folded(title, (table_findings(findings),))))


def quantized_training_section(
    training: CurvesReport | None, kept_epoch: int | None
) -> Section | None:
    """Return the same of the quantised model, which went on learning with its rounding (QAT)."""
    section = training_section(training, kept_epoch)
    if section is None:
        return None
    return Section("Training of the quantised model", "quantized-training", section.blocks)


def training_section(training: CurvesReport | None, kept_epoch: int | None) -> Section | None:
    """Return the training as the page about curves shows it; None without training."""
    if training is None:
        return None
    raised, findings = training.raised, training.findings
    quiet = Paragraph("The curves give no reason to train differently.")
    blocks: list[Block] = [FindingList(raised) if raised else quiet]
    if kept_epoch is not None:
        blocks.append(Paragraph(f"The weights of epoch {kept_epoch} were kept."))
    title = f"All {counted(len(findings), 'rule')} on the curves"
    rules = Folded(title, (table_findings(findings),))
    return Section("Training", "training", (*blocks, *training_blocks(training.curves), rules))


def model_section(profiles: Sequence[ModelProfile]) -> Section | None:
    """Return the layers of each model file; None where there is none."""
    tables = tuple(table_layers(one) for one in profiles)
    return Section("Model", "model", tables) if tables else None
