"""Verbs agree with the count in front of them, in every sentence of the package."""

import re
from pathlib import Path

import pytest

import afterfit
from afterfit.wording import agreeing

_SOURCES = sorted(Path(afterfit.__file__).parent.rglob("*.py"))
_COUNTED = re.compile(r"\{(?:count|counted)\((?:[^{}]|\{[^{}]*\})*\)\} (\w+)")
_PLURAL = {
    *("are", "break", "change", "come", "cost", "differ", "do", "gain", "have", "hold", "lack"),
    *("look", "lose", "name", "need", "raise", "share", "show", "turn", "were"),
}
"""What a count of one cannot do; `agreeing` has the word for both."""


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 files have"), (1, "1 file has"), (2, "2 files have")]
)
def test_a_word_agrees(n: int, said: str) -> None:
    assert f"{n} {agreeing(n, 'file has', 'files have')}" == said


def test_no_verb_is_plural_whatever_the_count() -> None:
    assert [one for path in _SOURCES for one in _never_singular(path)] == []


def _never_singular(path: Path) -> list[str]:
    # The parts of a text over several lines are one text. A share of samples, "in none of 1 slice
    # are errors" and "all" agree with other words than the count.
    text = re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
    counts = re.sub(r"(percent\([^{}]*\)\} of|[Nn]one of|All) \{count", r"\1", text)
    return [f"{path.name}: {word}" for word in _COUNTED.findall(counts) if word in _PLURAL]
