from collections.abc import Iterator
from pathlib import Path

import pytest

from afterfit.findings import diagnose_learning
from afterfit.report.document import FindingList, Folded
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown
from afterfit.report.outline_curves import CurvesReport, outline_curves
from afterfit.report.terminal_curves import summarize_curves
from afterfit.views import Chart, Table
from tests.findings.sample_curves import Columns, curves_of, healthy, healthy_detector, overfit
from tests.report.test_browser import CHROMIUM, QUIET


def report(columns: Columns) -> CurvesReport:
    curves = curves_of(columns)
    return CurvesReport(curves, diagnose_learning(curves))


def test_the_verdict_of_one_training_is_its_worst_finding() -> None:
    document = outline_curves([report(overfit())])
    assert document.verdict.startswith("val_loss is best at epoch")
    (figure,) = document.figures
    assert figure.detail.startswith("epoch ")
    (section,) = document.sections
    assert isinstance(section.blocks[0], FindingList)


def test_a_quiet_training_says_who_looked() -> None:
    assert outline_curves([report(healthy())]).verdict == (
        "Nothing was raised: 12 rules looked and found nothing."
    )


def test_several_trainings_are_laid_over_each_other() -> None:
    document = outline_curves([report(overfit()), report(healthy())])
    assert document.verdict == "1 of 2 trainings has findings."
    first = document.sections[0]
    assert isinstance(first.blocks[0], Table)
    assert [one.title for one in first.blocks[1:] if isinstance(one, Chart)] == [
        "2 trainings: train loss",
        "2 trainings: evaluation loss",
        "2 trainings: evaluation metric",
    ]


def test_a_log_without_series_is_told_and_not_drawn() -> None:
    (section,) = outline_curves([report({"x": overfit()["train_loss"]})]).sections
    assert not any(isinstance(block, Chart) for block in section.blocks)


def test_parts_of_the_loss_insights_and_trace_are_there() -> None:
    (section,) = outline_curves([report(healthy_detector())]).sections
    titles = [one.title for one in section.blocks if isinstance(one, Chart | Table | Folded)]
    assert titles == [
        "Loss",
        "Metric",
        "Losses by part, evaluation",
        "Training insights",
        "What each epoch did",
        "What each series was taken for",
        "All rules",
    ]


def test_markdown_tells_the_same() -> None:
    text = write_markdown(outline_curves([report(overfit())]))
    assert "Training insights" in text
    assert "1. Keep the weights of the best step" in text


def test_names_in_a_log_cannot_break_a_line() -> None:
    odd = report({"val_loss\n\x1b[31m": overfit()["val_loss"]})
    assert "\x1b" not in summarize_curves([odd])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    path = tmp_path_factory.mktemp("page") / "curves.html"
    path.write_text(write_html(outline_curves([report(overfit())])), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(path.as_uri())
        opened.wait_for_selector("html[data-charts=drawn]", timeout=30_000)
        yield opened
        browser.close()


@pytest.mark.browser
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed")
def test_the_slider_smooths_the_line(page: object) -> None:
    from playwright.sync_api import Page

    assert isinstance(page, Page)
    line = page.locator("figure").first.locator("g.mark-line path").last
    before = line.get_attribute("d")
    slider = page.locator("figure").first.locator("input[type=range]")
    slider.fill("0.9")
    page.wait_for_timeout(200)
    assert line.get_attribute("d") != before
