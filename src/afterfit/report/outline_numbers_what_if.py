"""Models that predict numbers under change → the document about them."""

from collections.abc import Iterator

from afterfit.report.document import (
    ChartRow,
    Document,
    Figure,
    Folded,
    Section,
)
from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.report.text_table import one_line, text_table
from afterfit.report.what_if_sections import (
    facts_of,
    findings_section,
    method_section,
    parts_section,
    windows_sentence,
)
from afterfit.results import NumbersWhatIf
from afterfit.views.numbers import counted
from afterfit.views.numbers_what_if import (
    chart_everyday_numbers,
    chart_quality_curve,
    table_every_strength,
    table_extra_quality,
    table_numbers_what_if,
)
from afterfit.wording import quality_gap, quality_noun, quality_text


def outline_numbers_what_if(found: NumbersWhatIf) -> Document:
    """Return the page about models under change: the verdict, then what each change costs."""
    sections = (
        findings_section(found),
        _costs(found),
        _fragility(found),
        parts_section(found.variants, found.yardstick),
        method_section(found),
    )
    return Document(
        title=f"What if: {found.subject}",
        verdict=findings_sentence(found.findings),
        figures=tuple(
            Figure(f"Unchanged, {one.scope.variant}", quality_text(one.value, found.yardstick),
                   f"{found.yardstick.title} on {counted(one.scope.n_samples, 'window')}")
            for one in found.variants[:2]
        ),
        sections=tuple(one for one in sections if one is not None),
        facts=facts_of(
            found, f"{quality_gap(found.loss, found.yardstick)} of {quality_noun(found.yardstick)}"
        ),
    )  # fmt: skip


def _costs(found: NumbersWhatIf) -> Section:
    curves = found.variants[0].curves
    charts = (
        (chart_everyday_numbers(found),) if any(one.dearest_everyday() for one in curves) else ()
    )
    row = ChartRow(tuple(chart_quality_curve(found, one.key) for one in curves))
    tables = (
        Folded(f"Every strength, {one.scope.variant}", (table_every_strength(found, one),))
        for one in found.variants
    )
    return Section(
        "What changes cost", "changes", (*charts, table_numbers_what_if(found), row, *tables)
    )


def _fragility(found: NumbersWhatIf) -> Section | None:
    if not found.extra_losses:
        return None
    return Section("Variants against each other", "fragility", (table_extra_quality(found),))


def summarize_numbers_what_if(found: NumbersWhatIf) -> str:
    """Return the verdict and what each change costs, for a terminal."""
    return "\n".join(_lines(found))


def _lines(found: NumbersWhatIf) -> Iterator[str]:
    yield one_line(findings_sentence(found.findings))
    yield from map(one_line, finding_lines(found.findings))
    for one in found.variants:
        value = quality_text(one.value, found.yardstick)
        yield f"  {one.scope.variant} unchanged: {found.yardstick.title} {value}"
    yield text_table(table_numbers_what_if(found))
    yield one_line(windows_sentence(found))
    for note in found.notes:
        yield one_line(f"note: {note}")
