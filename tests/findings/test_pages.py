from pathlib import Path

import pytest

from afterfit.findings import (
    FORECAST_RULES,
    LEARNING_RULES,
    MULTILABEL_RULES,
    REGRESSION_RULES,
    DATA_RULES,
    LEARNING_RULES,
    MULTILABEL_RULES,
    RULES,
    explanation_of,
)

CODES = [
    *(rule.code for rule in RULES),
    *(rule.code for rule in LEARNING_RULES),
    *(rule.code for rule in REGRESSION_RULES),
    *(rule.code for rule in FORECAST_RULES),
    *(rule.code for rule in MULTILABEL_RULES),
]
EVERY = (RULES, LEARNING_RULES, MULTILABEL_RULES, DATA_RULES)
CODES = [rule.code for rules in EVERY for rule in rules]
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
