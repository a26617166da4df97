"""The page in a real browser: silent, self-sufficient, and it answers to hovering."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

from afterfit.report.html import write_html
from afterfit.report.outline import outline_run
from tests.report.sample_run import sample_report

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


class Visit:
    """An open page, with everything that it asked for or complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.messages: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: self.messages.append(f"dialog {dialog.message}"))
        page.goto(address)
        page.wait_for_selector("html[data-charts=drawn]", timeout=30_000)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(write_html(outline_run(sample_report())), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def visit(address: str) -> Iterator[Visit]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield Visit(browser.new_page(viewport={"width": 1280, "height": 900}), address)
        browser.close()


def test_says_nothing_to_the_console(visit: Visit) -> None:
    assert visit.messages == []


def test_asks_for_nothing_but_itself(visit: Visit, address: str) -> None:
    assert visit.requests == [address]


def test_every_chart_is_drawn(visit: Visit) -> None:
    places = visit.page.locator("figure > div")
    assert places.count() > 20
    assert (
        visit.page.locator("figure > div > svg, figure > div svg.marks").count() == places.count()
    )


def hover_cell(visit: Visit, words: str) -> None:
    heatmap = visit.page.locator("#comparison ~ figure").first
    # beside the figures in the middle of the cell, so that the cell itself is hit
    cell = heatmap.locator(f'path[aria-label*="{words}"]').first
    cell.hover(position={"x": 6, "y": 6}, timeout=5_000)


def test_hovering_over_a_heatmap_cell_shows_its_count(visit: Visit) -> None:
    hover_cell(visit, "Count: 9")
    tooltip = visit.page.locator("#vg-tooltip-element")
    tooltip.wait_for(state="visible")
    assert " ".join(tooltip.inner_text().split()) == (
        "True class =cmd() Predicted class walking Count 9 Share of true class 50.0 %"
    )


def test_a_hostile_name_stays_text_in_the_tooltip(visit: Visit) -> None:
    hover_cell(visit, "Predicted class: <script>alert(1)")
    tooltip = visit.page.locator("#vg-tooltip-element")
    tooltip.wait_for(state="visible")
    assert "<script>alert(1)</script>" in tooltip.inner_text()
    assert tooltip.locator("script").count() == 0
    assert visit.messages == []


def tab(visit: Visit, place: int, name: str) -> Locator:
    group = visit.page.locator(".alternatives").nth(place)
    return group.get_by_role("tab", name=name, exact=True)


def shown_parts(visit: Visit) -> set[str]:
    panels = visit.page.locator("[role=tabpanel]:not([hidden])")
    return set(panels.evaluate_all("panels => panels.map((panel) => panel.dataset.name)"))


def test_one_variant_is_seen_at_a_time_and_the_same_everywhere(visit: Visit) -> None:
    assert shown_parts(visit) == {"float32"}
    tab(visit, 1, "int8").click()
    assert shown_parts(visit) == {"int8"}
    tab(visit, 1, "int8").press("ArrowRight")  # the last tab is followed by the first
    assert shown_parts(visit) == {"float32"}


def test_a_picked_tab_stays_where_it_is(visit: Visit) -> None:
    last = tab(visit, -1, "int8")
    last.scroll_into_view_if_needed()
    before = last.bounding_box()
    last.click()
    after = last.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2


def test_all_variants_are_printed(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    panels = visit.page.locator("[role=tabpanel]")
    assert all(panels.nth(place).is_visible() for place in range(panels.count()))
    visit.page.emulate_media(media="screen")


def test_fits_a_narrow_screen(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 400, "height": 800})
    width = visit.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 400


def test_charts_are_no_wider_than_a_phone(visit: Visit, address: str) -> None:
    browser = visit.page.context.browser
    assert browser is not None
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    page.wait_for_selector("html[data-charts=drawn]", timeout=30_000)
    pair = page.locator("figure", has_text="side by side").first
    widths: list[int] = pair.evaluate("one => [one.scrollWidth, one.clientWidth]")
    rows = pair.get_by_text("True class", exact=True).count()
    shape: float = pair.evaluate("one => one.clientHeight / one.clientWidth")
    page.close()
    assert widths[0] <= widths[1]
    assert rows == 2
    assert shape > 1.3  # one below the other
