from pathlib import Path

import pytest

from afterfit.findings import EVERY_RULE, explanation_of

CODES = [rule.code for rule in EVERY_RULE]
PAGES = Path(__file__).parents[2] / "docs" / "findings"


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_when_it_is_raised(code: str) -> None:
    told = explanation_of(code)
    assert len(told) >= 2
    assert all(told)
    assert not any(text.startswith("#") for text in told)


def test_no_page_is_without_a_rule() -> None:
    pages = {path.stem for path in PAGES.glob("[A-Z][A-Z][0-9]*.md")}
    assert pages == set(CODES)


def test_an_unknown_code_has_no_page() -> None:
    assert explanation_of("ZZ999") == ()
    assert explanation_of("../README") == ()
