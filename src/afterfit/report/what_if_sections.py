"""What pages about models under change have in common, whatever the models predict."""

from collections.abc import Sequence
from typing import Literal

from afterfit.report.document import (
    Alternative,
    Alternatives,
    Block,
    BulletList,
    ChartRow,
    FindingList,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import AlarmsWhatIf, NumbersVariantWhatIf, NumbersWhatIf, WhatIf, Yardstick
from afterfit.results.what_if import VariantWhatIf
from afterfit.views import raised_findings, table_findings
from afterfit.views.numbers import count, counted
from afterfit.views.part_importance import chart_parts, table_parts

AnyWhatIf = WhatIf | NumbersWhatIf | AlarmsWhatIf
"""Models under change, whatever they tell."""


def findings_section(found: AnyWhatIf) -> Section:
    """Return what the rules raised, and all of them folded."""
    raised = raised_findings(found.findings)
    shown: Block = (
        FindingList(raised) if raised else Paragraph("No rule found anything to look at.")
    )
    return Section(
        "Findings", "findings", (shown, Folded("All rules", (table_findings(found.findings),)))
    )


def method_section(found: AnyWhatIf, *first: str) -> Section:
    """Return which windows were tried and how, after what comes *first*."""
    items = (
        *first,
        windows_sentence(found),
        f"{count(found.n_answers)} answers of models in all; the seed is fixed, so the same input "
        "gives the same page.",
        *found.notes,
    )
    done = tuple(f"{one.title}: {one.how}" for one in found.variants[0].curves)
    changes = (Folded("What each change does", (BulletList(done),)),) if done else ()
    return Section("How it was tried", "method", (BulletList(items), *changes))


def acts_sentence(acts_on: Literal["readings", "inputs"]) -> str:
    """Return where changes act."""
    if acts_on == "readings":
        return "Changes act on the sensor's readings; the features are computed again after each."
    return "Changes act on what the models are given."


def parts_section(
    variants: Sequence[VariantWhatIf] | Sequence[NumbersVariantWhatIf], yardstick: Yardstick
) -> Section | None:
    """Return which channels and stretches models rest on; None where nobody asked."""
    tried = [one for one in variants if one.importance]
    if not tried:
        return None
    parts = [Alternative(one.scope.variant, _part_blocks(one, yardstick)) for one in tried]
    return Section("What the models rest on", "importance", side_by_side(parts))


def _part_blocks(
    variant: VariantWhatIf | NumbersVariantWhatIf, yardstick: Yardstick
) -> tuple[Block, ...]:
    drawn = [chart_parts(variant, kind, yardstick) for kind in ("channel", "stretch", "patch")]
    charts = tuple(one for one in drawn if one is not None)
    return (ChartRow(charts), Folded("In numbers", (table_parts(variant, yardstick),)))


def side_by_side(parts: Sequence[Alternative]) -> tuple[Block, ...]:
    """Return the same about several variants, one at a time; a single one as it is."""
    return parts[0].blocks if len(parts) == 1 else (Alternatives(tuple(parts)),)


def windows_sentence(found: AnyWhatIf) -> str:
    """Return which windows were tried."""
    scope = found.variants[0].scope
    if scope.n_samples == found.n_all:
        return f"All {counted(found.n_all, 'window')} of {scope.split} were tried."
    return (
        f"{count(scope.n_samples)} of {counted(found.n_all, 'window')} of {scope.split} were "
        "tried, the same share of every recording, drawn with a fixed seed (--most-windows)."
    )


def facts_of(found: AnyWhatIf, loss: str) -> dict[str, str]:
    """Return what the page is about; *loss* is the one that matters, in words."""
    scope = found.variants[0].scope
    return {
        "Subject": found.subject,
        "Variants": ", ".join(one.scope.variant for one in found.variants),
        "Windows": f"{count(scope.n_samples)} of {count(found.n_all)}, {scope.split}",
        "Recordings": count(scope.n_sources),
        "Loss that matters": loss,
        "Answers of models": count(found.n_answers),
    }
