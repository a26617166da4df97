from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from afterfit.report import outline_run, write_markdown
from afterfit.report.document import Code, Document, Section
from afterfit.report.markdown import escaped
from tests.report.sample_run import sample_report

DOCUMENT = outline_run(sample_report())


def test_the_whole_report(snapshot: SnapshotAssertion) -> None:
    assert write_markdown(DOCUMENT, lambda chart: f"pictures/{chart.title}.png") == snapshot


def test_without_pictures_charts_are_told_in_words() -> None:
    text = write_markdown(DOCUMENT)
    assert "![" not in text
    assert "9 times, =cmd() is taken for walking" in text


def test_no_name_becomes_markup() -> None:
    text = write_markdown(DOCUMENT)
    assert "<script>" not in text
    assert "standing still \\| resting" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"),
        ("<i>&", "&lt;i&gt;&amp;"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("two\nlines", "two lines"),
        ("[link](http://x)", "\\[link\\](http://x)"),
    ],
)
def test_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_code_stays_inside_its_fence() -> None:
    document = Document("T", "V", (), (Section("S", "s", (Code("```\nx"),)),), {})
    assert "````\n```\nx\n````" in write_markdown(document)


def test_every_row_has_as_many_cells_as_its_heading() -> None:
    for block in write_markdown(DOCUMENT).split("\n\n"):
        if block.startswith("|"):
            bars = [line.replace("\\|", "").count("|") for line in block.splitlines()]
            assert len(set(bars)) == 1


def test_a_bare_document() -> None:
    bare = replace(DOCUMENT, figures=(), sections=(), facts={}, title="T", verdict="V.")
    assert write_markdown(bare) == "# T\n\n**V.**\n"
