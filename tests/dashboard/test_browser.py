"""The dashboard in a real browser: silent under its policy, and at home on the keyboard."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from afterfit.dashboard.app import create_app
from afterfit.dashboard.server import listening_socket
from tests.dashboard.run_folders import (
    predictions_of,
    two_runs,
    write_manifest,
    write_run,
    write_running,
    write_training,
)
from tests.report.test_browser import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("runs")
    two_runs(root)
    write_run(root / "fewer", [predictions_of("float32", 1.0, n=60)])
    write_manifest(root / "<img src=x onerror=alert(1)>")
    write_training(write_running(root / "live"))
    (root / "page").mkdir()
    (root / "page" / "curves.html").write_text(
        "<h1>kept</h1><script>fetch('/api/runs').catch(() => document.title = 'refused')</script>"
    )
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    listener = listening_socket("127.0.0.1", None)
    config = uvicorn.Config(create_app([root]), log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An open index; in the end, nothing was complained about and no other server was asked."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"dialog {dialog.message}"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    page.close()
    assert said == []
    assert [one for one in asked if not one.startswith((address, "data:"))] == []


def shown(page: Page) -> list[str]:
    return page.locator("#runs tbody tr:not([hidden]) td[data-label=Run] a").all_inner_texts()


def test_from_the_index_to_a_comparison_on_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("classification done")
    assert sorted(shown(page)) == ["fewer", "one", "two"]
    assert "3 of 6 shown" in page.locator("#status").inner_text()
    assert page.locator("#compare").is_disabled()
    for name in ("one", "two"):
        page.get_by_label(f"Pick {name}", exact=True).focus()
        page.keyboard.press("Space")
    page.locator("#compare").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-charts=drawn]", timeout=30_000)
    assert page.locator("h1").inner_text() == "2 runs side by side"
    assert page.locator("figure svg.marks").count() >= 5
    page.get_by_role("link", name="int8", exact=True).click()
    page.wait_for_url("**int8**")
    page.wait_for_selector("html[data-charts=drawn]", timeout=30_000)
    assert "one · int8" in page.locator(".verdict").inner_text()


def test_columns_are_sorted_by_their_numbers_and_what_is_unknown_stands_last(page: Page) -> None:
    metric = page.get_by_role("button", name="Metric")
    metric.focus()
    page.keyboard.press("Enter")
    values = page.locator("td[data-label=Metric]").evaluate_all(
        "cells => cells.map((cell) => cell.dataset.order)"
    )
    known = [float(one) for one in values if one]
    assert known == sorted(known, reverse=True)
    assert values[len(known) :] == [""] * (len(values) - len(known)) != []
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Metric")
    page.keyboard.press("Enter")
    names = shown(page)
    assert names.index("one") < names.index("two")


def test_the_index_shows_a_new_run_and_keeps_what_was_picked(page: Page, root: Path) -> None:
    page.get_by_label("Pick two", exact=True).check()
    write_manifest(root / "arrived")
    page.get_by_role("link", name="arrived").wait_for(timeout=15_000)
    assert page.get_by_label("Pick two", exact=True).is_checked()
    assert page.evaluate("document.activeElement.value") == page.get_by_label(
        "Pick two", exact=True
    ).get_attribute("value")


def test_a_report_and_a_training_in_progress(page: Page, root: Path) -> None:
    page.get_by_role("link", name="one", exact=True).click()
    page.wait_for_selector("html[data-charts=drawn]", timeout=30_000)
    assert page.locator("#comparison").count() == 1
    page.get_by_role("link", name="← All runs").click()
    page.get_by_role("link", name="live", exact=True).click()
    page.wait_for_selector("html[data-charts=drawn]", timeout=30_000)
    assert page.get_by_text("Running: training.").count() == 1
    write_training(root / "live", (1.4, 0.9, 0.6, 0.5, 0.45, 0.42, 0.4))
    page.locator(".figure .value", has_text="7").wait_for(timeout=15_000)


def test_nothing_is_wider_than_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for place in ("/", page.get_by_role("link", name="live").get_attribute("href")):
        page.goto(f"{address}{place}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.goto(address)
    page.locator("#sort").select_option("1 false")
    assert shown(page) == sorted(shown(page), key=str.lower)


def test_a_kept_page_cannot_ask_the_server(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("link", name="page").click()
    page.wait_for_function("document.title === 'refused'", timeout=10_000)
    assert page.locator("h1").inner_text() == "kept"
    page.close()
