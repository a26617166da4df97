"""One variant at a time where there are several."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from afterfit.report.by_variant import by_variant
from afterfit.report.document import Alternatives, Block, Document, Paragraph, Section
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown

HOSTILE = '"><script>alert(1)</script>'


@dataclass(frozen=True)
class One:
    variant: str
    said: Sequence[str] = ("something",)


def said(one: One) -> list[Block]:
    return [Paragraph(f"{one.variant} says {words}") for words in one.said]


def test_one_variant_needs_no_choice() -> None:
    assert by_variant([One("float32")], said) == (Paragraph("float32 says something"),)


def test_no_variant_says_nothing() -> None:
    assert by_variant([], said) == ()


@pytest.mark.parametrize("silent", [0, 1, 2])
def test_a_variant_with_nothing_to_say_has_no_part(silent: int) -> None:
    variants = [One(str(place), () if place == silent else ("words",)) for place in range(3)]
    (choice,) = by_variant(variants, said)
    assert isinstance(choice, Alternatives)
    assert [part.name for part in choice.parts] == [str(i) for i in range(3) if i != silent]


def document(*names: str) -> Document:
    blocks = by_variant([One(name) for name in names], said)
    return Document("Run", "Fine.", (), (Section("Classes", "classes", blocks),), {})


def test_markdown_tells_them_one_after_another() -> None:
    text = write_markdown(document("float32", "int8"))
    places = [
        text.index(words) for words in ("### float32", "float32 says", "### int8", "int8 says")
    ]
    assert places == sorted(places)


def test_a_hostile_name_is_text_on_the_page() -> None:
    page = write_html(document("float32", HOSTILE))
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3
