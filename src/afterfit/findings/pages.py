"""The page of documentation of each rule, at hand where no network is."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def explanation_of(code: str) -> tuple[str, ...]:
    """Return what a rule looks for and when it is raised, one text a paragraph.

    Empty for a code that no rule has.

    Examples
    --------
    >>> explanation_of("CL003")[0]
    'Looks for classes whose recall, the share of their samples that is found, is far below the \
accuracy.'
    """
    page = _page(code)
    if not re.fullmatch(r"[A-Z]{2}\d{3}", code) or not page.is_file():
        return ()
    text = page.read_text(encoding="utf-8")
    told, _, _ = text.partition("## What to try")
    paragraphs = (" ".join(one.replace("`", "").split()) for one in re.split(r"\n\s*\n", told))
    return tuple(one for one in paragraphs if one and not one.startswith("#"))


def _page(code: str) -> Traversable:
    """Return the page's file: in an installed package beside the rules, in a clone under docs/."""
    installed = files("afterfit.findings").joinpath("pages", f"{code}.md")
    if installed.is_file():
        return installed
    return Path(__file__).parents[3] / "docs" / "findings" / f"{code}.md"
