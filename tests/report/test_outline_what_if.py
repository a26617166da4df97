from collections.abc import Iterator
from dataclasses import replace

import pytest

from afterfit.report.document import (
    Alternatives,
    Block,
    ChartRow,
    Document,
    FindingList,
    Folded,
)
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown
from afterfit.report.outline_what_if import outline_what_if
from afterfit.report.terminal_what_if import summarize_what_if
from afterfit.report.what_if_sections import windows_sentence
from afterfit.views import Chart, Table
from tests.views.sample_what_if import sample_what_if

FOUND = sample_what_if()
DOCUMENT = outline_what_if(FOUND)


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Folded):
            yield from blocks_of(block.blocks)
        if isinstance(block, ChartRow):
            yield from block.charts
        if isinstance(block, Alternatives):
            for part in block.parts:
                yield from blocks_of(part.blocks)


def all_blocks(document: Document) -> list[Block]:
    return [one for section in document.sections for one in blocks_of(section.blocks)]


def test_the_page_tells_from_findings_to_method() -> None:
    assert [one.anchor for one in DOCUMENT.sections] == [
        *("findings", "changes", "fragility", "importance", "sample", "method")
    ]
    assert isinstance(DOCUMENT.sections[0].blocks[0], FindingList)
    assert "finding" in DOCUMENT.verdict


def test_every_change_has_a_chart_and_every_strength_a_row() -> None:
    charts = [one.title for one in all_blocks(DOCUMENT) if isinstance(one, Chart)]
    for curve in FOUND.variants[0].curves:
        assert curve.title in charts
    tables = {one.title: one for one in all_blocks(DOCUMENT) if isinstance(one, Table)}
    n_points = sum(len(curve.points) for curve in FOUND.variants[0].curves)
    assert len(tables["Every strength, float32"].rows) == n_points
    assert len(tables["What changes cost"].rows) == 2 * len(FOUND.variants[0].curves)


def test_a_single_variant_without_a_sample_has_no_such_sections() -> None:
    alone = replace(FOUND, variants=FOUND.variants[:1], extra_losses=(), samples=())
    anchors = [one.anchor for one in outline_what_if(alone).sections]
    assert anchors == ["findings", "changes", "importance", "method"]


def test_a_drawn_part_of_the_windows_is_told() -> None:
    assert windows_sentence(FOUND) == "All 120 windows of test were tried."
    drawn = windows_sentence(replace(FOUND, n_all=4000))
    assert drawn.startswith("120 of 4,000 windows of test were tried, the same share of every rec")


def test_without_findings_the_verdict_names_the_limits() -> None:
    clear = tuple(replace(one, outcome="clear") for one in FOUND.findings)
    verdict = outline_what_if(replace(FOUND, findings=clear)).verdict
    sure = [one.title.lower() for one in FOUND.variants[0].curves if one.first_sure_loss(0.05)]
    assert sure
    assert verdict.startswith("No everyday change surely costs float32 more than 5 points. These")
    assert all(title in verdict for title in sure)
    unharmed = replace(FOUND, findings=clear, loss=1.0)
    assert outline_what_if(unharmed).verdict == (
        "No change that was tried surely costs float32 more than 100 points."
    )


def test_the_sample_goes_by_its_recording() -> None:
    titles = {one.anchor: one.title for one in DOCUMENT.sections}
    assert titles["sample"] == FOUND.samples[0].window.name
    assert "@" in titles["sample"]


def test_the_page_can_be_written() -> None:
    page = write_html(DOCUMENT)
    assert "What everyday changes cost" in page
    text = write_markdown(DOCUMENT, lambda chart: f"{chart.title}.png")
    assert "nan" not in text
    assert "A note." in text


def test_the_terminal_says_what_the_page_says() -> None:
    said = summarize_what_if(FOUND)
    assert said.splitlines()[0] == DOCUMENT.verdict
    assert "rests most on level" in said
    assert "Surely more than 5 points from" in said
    assert "note: A note." in said


@pytest.mark.parametrize("title", ["What the answer rests on", "What everyday changes cost"])
def test_charts_can_be_drawn(title: str) -> None:
    drawn = next(
        one for one in all_blocks(DOCUMENT) if isinstance(one, Chart) and one.title == title
    )
    assert "<svg" in drawn.svg()
