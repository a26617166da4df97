import re
from html.parser import HTMLParser

import pytest
from syrupy.assertion import SnapshotAssertion

from afterfit.report.document import Document, Paragraph, Section
from afterfit.report.html import harmless_json, write_html
from afterfit.report.outline import outline_run
from tests.report.sample_run import sample_report

PAGE = write_html(outline_run(sample_report()))


def text_without_scripts(page: str) -> str:
    bare = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    bare = re.sub(r"sha256-[\w+/=]+", "sha256-…", bare)
    return re.sub(r"\s*\n\s*", "\n", bare)


class Tags(HTMLParser):
    """Counts elements and remembers ids and attributes that name addresses or run code."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.ids: list[str] = []
        self.risky: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.risky += [
            f"{name}={value}"
            for name, value in attrs
            if name.startswith("on")
            or (name in {"src", "href"} and not (value or "").startswith("#"))
        ]


@pytest.fixture(scope="module")
def tags() -> Tags:
    parser = Tags()
    parser.feed(PAGE)
    return parser


def test_page_without_its_scripts(snapshot: SnapshotAssertion) -> None:
    assert text_without_scripts(PAGE) == snapshot


def test_only_our_three_script_elements_exist(tags: Tags) -> None:
    assert tags.names.count("script") == 3
    assert "<script>alert(1)" not in PAGE
    assert "&lt;script&gt;alert(1)" in PAGE
    assert "b" not in tags.names


def test_nothing_points_out_of_the_page(tags: Tags) -> None:
    assert tags.risky == []


def test_ids_are_unique_and_the_contents_point_at_them(tags: Tags) -> None:
    assert len(tags.ids) == len(set(tags.ids))
    assert set(re.findall(r'href="#([^"]+)"', PAGE)) <= set(tags.ids)


def test_policy_forbids_everything_that_is_not_in_the_page() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe-eval" not in policy[1]


def test_a_document_without_charts_is_a_page() -> None:
    page = write_html(Document("T", "V.", (), (Section("S", "s", (Paragraph("a < b"),)),), {}))
    assert "<p>a &lt; b</p>" in page
    assert page.startswith("<!DOCTYPE html>")


def test_no_text_ends_a_script_element() -> None:
    assert "<" not in harmless_json({"name": "</script><!--"})
