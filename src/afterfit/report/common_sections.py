"""Sections that the report of every task has."""

from collections.abc import Sequence

from afterfit.findings import explanation_of
from afterfit.records import History, ModelProfile
from afterfit.report.document import (
    Block,
    BulletList,
    FindingList,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import Finding
from afterfit.views import chart_history, raised_findings, table_findings, table_layers
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


def training_section(history: History | None, learning: Sequence[Finding]) -> Section | None:
    """Return the training curves and what the rules say of them; None without training."""
    drawn = chart_history(history) if history is not None else None
    blocks: list[Block] = [drawn] if drawn else []
    raised = raised_findings(learning)
    if raised:
        blocks.append(FindingList(raised))
    elif learning:
        blocks.append(Paragraph("The curves give no reason to train differently."))
    if learning:
        title = f"All {counted(len(learning), 'rule')} on the curves"
        blocks.append(Folded(title, (table_findings(learning),)))
    return Section("Training", "training", tuple(blocks)) if blocks else None


def model_section(profiles: Sequence[ModelProfile]) -> Section | None:
    """Return the layers of each model file; None where there is none."""
    tables = tuple(table_layers(one) for one in profiles)
    return Section("Model", "model", tables) if tables else None
