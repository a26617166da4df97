"""Variants against their reference: both matrices, what changed, and which samples flipped."""

from collections.abc import Iterator

from afterfit.records import Windows
from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, ChartRow, Folded, Paragraph, Section
from afterfit.report.errors_section import check_same_sample
from afterfit.report.run_report import RunReport
from afterfit.results import FlippedSample, PairedComparison, VariantAnalysis
from afterfit.views import (
    Chart,
    chart_class_changes,
    chart_confusion,
    chart_confusion_change,
    chart_confusion_pair,
    chart_window,
    describe_difference,
    describe_drawing,
    describe_non_inferiority,
    table_class_changes,
    table_comparison,
    table_confusion,
    table_drift,
    table_flips,
    table_quantization,
)
from afterfit.views.numbers import counted, percent

DRAWN = 6
"""Flipped samples of each direction whose windows a page shows."""
_LISTED = 50


def comparison_section(run: RunReport) -> Section | None:
    """Return what each variant takes for what; the others beside the reference.

    None where nothing was tested.
    """
    if not run.judged:
        return None
    reference, *others = run.judged
    numbers = Folded(
        "Confusion in numbers", tuple(table_confusion(v.confusion) for v in run.judged)
    )
    if not others:
        title = f"{reference.variant}: what is taken for what"
        return Section(title, "comparison", (chart_confusion(reference.confusion), numbers))
    spoken_of = run.comparison
    if spoken_of is not None:  # the one of the headline comes first
        others.sort(key=lambda one: one.variant != spoken_of.candidate.variant)
    blocks = by_variant(others, lambda other: _beside(run, reference, other))
    names = " against ".join(one.variant for one in run.judged)
    return Section(names, "comparison", (*blocks, numbers))


def _beside(run: RunReport, reference: VariantAnalysis, other: VariantAnalysis) -> Iterator[Block]:
    yield from _costs(run, other.variant)
    yield chart_confusion_pair(reference.confusion, other.confusion)
    if reference.confusion.counts == other.confusion.counts:
        yield Paragraph(f"{other.variant} takes as many of each class for each as the reference.")
    else:
        yield chart_confusion_change(reference.confusion, other.confusion)
    yield from _in_full(run, other.variant)


def _costs(run: RunReport, variant: str) -> list[Block]:
    return [
        table_quantization(one)
        for one in run.analysis.comparisons
        if (one.reference.split, one.candidate.variant) == (run.split, variant)
    ]


def _in_full(run: RunReport, variant: str) -> list[Block]:
    return [
        block
        for one in run.analysis.paired
        if (one.reference.split, one.candidate.variant) == (run.split, variant)
        for block in _pair_blocks(one, run.windows.get(run.split))
    ]


def _pair_blocks(pair: PairedComparison, windows: Windows | None) -> Iterator[Block]:
    yield Paragraph(f"{describe_difference(pair)} {describe_non_inferiority(pair)}")
    yield table_comparison(pair)
    yield chart_class_changes(pair)
    yield from _flip_blocks(pair, windows)
    tables = (table_class_changes(pair), table_drift(pair), table_flips(pair, most=_LISTED))
    shown = tables if pair.drift.by_margin else (tables[0], tables[2])
    yield Folded("Classes, drift and flips in numbers", shown)


def _flip_blocks(pair: PairedComparison, windows: Windows | None) -> Iterator[Block]:
    if windows is None:
        return
    parts = (
        ("right in {} and wrong in {}", pair.flips.lost, pair.flips.n_lost),
        ("wrong in {} and right in {}", pair.flips.won, pair.flips.n_won),
    )
    for words, listed, n_all in parts:
        if listed:
            names = words.format(pair.reference.variant, pair.candidate.variant)
            drawn = listed[:DRAWN]
            rest = f"; the {len(drawn)} that moved furthest" if len(drawn) < n_all else ""
            seen = describe_drawing(windows.layout)
            yield Paragraph(f"{counted(n_all, 'sample')} {names}{rest}. {seen}")
            yield ChartRow(tuple(draw_flip(windows, one) for one in drawn))


def draw_flip(windows: Windows, flip: FlippedSample) -> Chart:
    """Return the window of one flipped sample under its three classes.

    Raises
    ------
    InputError
        When the windows are not those that were tested.
    """
    check_same_sample(windows, flip)
    title = f"{flip.true_class}: {flip.reference_class} → {flip.candidate_class}"
    scores = (
        f"{percent(flip.reference_score)} → {percent(flip.candidate_score)} sure. {flip.source}"
    )
    return chart_window(windows, flip.index, title, scores)
