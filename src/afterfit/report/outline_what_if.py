"""Models under change → the document about them."""

from afterfit.report.document import (
    Alternative,
    Block,
    ChartRow,
    Document,
    Figure,
    Folded,
    Paragraph,
    Section,
)
from afterfit.report.findings_brief import findings_sentence
from afterfit.report.what_if_sections import (
    acts_sentence,
    facts_of,
    findings_section,
    method_section,
    parts_section,
    side_by_side,
)
from afterfit.results import ACCURACY, SampleWhatIf, WhatIf
from afterfit.results.what_if import VariantWhatIf
from afterfit.views import raised_findings
from afterfit.views.numbers import NO_VALUE, counted, estimate_range, estimate_value
from afterfit.views.what_if import (
    chart_change,
    chart_everyday,
    dearest_everyday,
    table_change,
    table_extra_losses,
    table_what_if,
)
from afterfit.views.what_if_sample import (
    chart_occlusion,
    chart_path,
    chart_sample,
    nearest_sentence,
    table_turns,
)
from afterfit.wording import margin_text


def outline_what_if(found: WhatIf) -> Document:
    """Return the page about models under change: the verdict, then what each change costs."""
    return Document(
        title=f"What if: {found.subject}",
        verdict=what_if_verdict(found),
        figures=_figures(found),
        sections=tuple(
            one
            for one in (
                findings_section(found),
                _costs(found),
                _fragility(found),
                parts_section(found.variants, ACCURACY),
                _sample(found),
                method_section(found, acts_sentence(found.acts_on)),
            )
            if one is not None
        ),
        facts=facts_of(found, margin_text(found.loss)),
    )


def what_if_verdict(found: WhatIf) -> str:
    """Return what to read first: the findings, or how far the changes may go without any."""
    if raised_findings(found.findings) or not found.findings:
        return findings_sentence(found.findings)
    return limits_sentence(found)


def limits_sentence(found: WhatIf) -> str:
    """Return the strengths from which on the first variant surely loses more than matters."""
    first, margin = found.variants[0], margin_text(found.loss)
    sure = [(one.title.lower(), point.label) for one in first.curves
            if (point := one.first_sure_loss(found.loss)) is not None]  # fmt: skip
    name = first.scope.variant
    if not sure:
        return f"No change that was tried surely costs {name} more than {margin}."
    limits = ", ".join(f"{title} {label}" for title, label in sure)
    return f"No everyday change surely costs {name} more than {margin}. These do: {limits}."


def _figures(found: WhatIf) -> tuple[Figure, ...]:
    accuracies = [
        Figure(f"Unchanged, {one.scope.variant}", estimate_value(one.accuracy),
               _of_windows(one))
        for one in found.variants[:2]
    ]  # fmt: skip
    return (*accuracies, *(_safe(one, found.loss) for one in found.variants[:2] if one.curves))


def _of_windows(variant: VariantWhatIf) -> str:
    ends = estimate_range(variant.accuracy)
    told = "" if ends == NO_VALUE else f" ({ends})"
    return f"accuracy{told} on {counted(variant.scope.n_samples, 'window')}"


def _safe(variant: VariantWhatIf, loss: float) -> Figure:
    """Return how many everyday changes do not surely cost too much."""
    graded = [point for one in variant.curves if (point := dearest_everyday(one)) is not None]
    held = sum(not one.surely_loses(loss) for one in graded)
    name = variant.scope.variant
    detail = f"everyday changes that do not surely cost more than {margin_text(loss)}"
    return Figure(f"Holds, {name}", f"{held} of {len(graded)}", detail)


def _costs(found: WhatIf) -> Section | None:
    keys = [curve.key for curve in found.variants[0].curves]
    if not keys:
        return None
    everyday = any(dearest_everyday(curve) for curve in found.variants[0].curves)
    blocks: list[Block] = [chart_everyday(found)] if everyday else []
    blocks += [
        ChartRow(tuple(chart_change(found, key) for key in keys)),
        Folded("Every change in numbers", (table_what_if(found),)),
        *(
            Folded(f"Every strength, {one.scope.variant}", (table_change(one, one.curves),))
            for one in found.variants
        ),
    ]
    return Section("What changes cost", "changes", tuple(blocks))


def _fragility(found: WhatIf) -> Section | None:
    if not found.extra_losses:
        return None
    return Section("Variants against each other", "fragility", (table_extra_losses(found),))


def _sample(found: WhatIf) -> Section | None:
    if not found.samples:
        return None
    alternatives = [Alternative(one.scope.variant, _sample_blocks(one)) for one in found.samples]
    window = found.samples[0].window
    title = window.name if window.source else f"Window {window.index}"
    return Section(title, "sample", side_by_side(alternatives))


def _sample_blocks(sample: SampleWhatIf) -> tuple[Block, ...]:
    drawn = [chart_sample(sample.window, sample.scope.variant)]
    if sample.nearest is not None:
        drawn.append(chart_sample(sample.nearest, sample.scope.variant))
    return (
        chart_occlusion(sample),
        Paragraph(nearest_sentence(sample)),
        ChartRow(tuple(drawn)),
        table_turns(sample),
        ChartRow(tuple(chart_path(sample, one) for one in sample.paths)),
    )
