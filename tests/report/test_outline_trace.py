from dataclasses import replace
from pathlib import Path

import pytest

from afterfit.report.document import Document, Folded, Paragraph, Section
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown
from afterfit.report.outline_trace import TraceReport, outline_trace, with_trace
from afterfit.report.terminal_trace import summarize_trace
from afterfit.views import Chart, Table
from tests.report.test_browser import CHROMIUM, QUIET
from tests.views.sample_traces import sample_pipeline, sample_prediction

PIPELINE = TraceReport("pump", sample_pipeline())
SAMPLE = TraceReport("pump", predictions=(sample_prediction(),))


def anchors(document: Document) -> list[str]:
    return [section.anchor for section in document.sections]


def test_the_page_of_a_pipeline() -> None:
    document = outline_trace(PIPELINE)
    assert anchors(document) == [
        "stages",
        "followed",
        "classes",
        "training",
        "notes",
        "parameters",
    ]
    assert [figure.value for figure in document.figures] == ["5", "10.0 s", "5"]


def test_the_page_of_a_sample() -> None:
    (section,) = outline_trace(SAMPLE).sections
    kinds = [type(block) for block in section.blocks]
    assert kinds[2:] == [Table, Table, Chart, Folded, Folded]
    assert section.title == "idle/a.csv@40"


def test_a_report_gains_two_sections_in_their_places() -> None:
    places = [Section(one.title(), one, ()) for one in ("errors", "training", "method")]
    document = Document("run", "fine", (), tuple(places), {})
    grown = with_trace(document, sample_pipeline(), [sample_prediction()])
    assert anchors(grown) == ["errors", "traced", "training", "pipeline", "method"]
    mistake = grown.sections[1].blocks[0]
    assert isinstance(mistake, Paragraph)
    assert mistake.text.startswith("Most confident error of int8: idle/a.csv@40 is idle;")
    assert isinstance(grown.sections[3].blocks[1], Folded)
    assert "traced" not in anchors(with_trace(document, sample_pipeline(), []))
    bare = replace(document, sections=())
    assert anchors(with_trace(bare, sample_pipeline(), [sample_prediction()])) == [
        "traced",
        "pipeline",
    ]


def test_the_terminal_tells_the_same_in_plain_lines() -> None:
    text = summarize_trace(PIPELINE)
    assert "3. windows  (–)  Does windows." in text
    assert "   out: 15 windows (train 10, test 5) of 2 × 3 float32, raw readings" in text
    assert "     x ▁▃█" in text
    told = summarize_trace(SAMPLE)
    assert told.startswith("idle/a.csv@40 (most confident error of int8)")
    assert "| fault/1.csv@0   | fault |    0.500 |" in told


def test_hostile_names_are_spelled_out() -> None:
    trace = replace(sample_prediction(), sample_id="a\x1b[2J.csv@0\n")
    assert "\x1b" not in summarize_trace(TraceReport("x", predictions=(trace,)))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")
@pytest.mark.parametrize("report", [PIPELINE, SAMPLE], ids=["pipeline", "sample"])
def test_no_page_is_wider_than_a_phone(report: TraceReport, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    page_file = tmp_path / "trace.html"
    page_file.write_text(write_html(outline_trace(report)))
    errors: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(page_file.as_uri())
        page.wait_for_selector("svg, canvas")
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert errors == []
    assert wide <= 390


def test_markdown_holds_every_table() -> None:
    text = write_markdown(outline_trace(PIPELINE), lambda chart: "x.png")
    assert "| Recordings |" in text
    assert "Epochs that matter" in text
