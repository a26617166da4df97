"""Document → Markdown."""

import re
from collections.abc import Callable
from typing import assert_never
from urllib.parse import quote

from afterfit.report.document import (
    Alternative,
    Alternatives,
    Block,
    BulletList,
    ChartRow,
    Code,
    Document,
    FindingList,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import Finding
from afterfit.views import Chart, Table
from afterfit.views.findings import evidence_text

Picture = Callable[[Chart], str]
"""Stores a chart as a picture and returns its path, relative to the Markdown file."""


def write_markdown(document: Document, picture: Picture | None = None) -> str:
    """Return the document as Markdown; without *picture*, charts are told by their sentence."""
    parts = [f"# {inline(document.title)}", f"**{inline(document.verdict)}**"]
    parts += _figures(document)
    parts += [_section(section, picture) for section in document.sections]
    if document.facts:
        facts = [f"- {inline(name)}: {inline(value)}" for name, value in document.facts.items()]
        parts += ["## The run", "\n".join(facts)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    r"""Return *text* so that Markdown shows it letter by letter as a paragraph on one line.

    Examples
    --------
    >>> print(escaped("1. <b> a|b *c*"))
    1\. &lt;b&gt; a\|b \*c\*
    """
    # at the start of a line, these open a list, a heading or a rule
    return re.sub(r"^(\s*)([-+=#])|^(\s*\d+)(?=[.)])", _without_meaning, inline(text))


def inline(text: str) -> str:
    r"""Return *text* so that Markdown shows it letter by letter inside a line.

    Examples
    --------
    >>> print(inline("1.5 in my_file _here_"))
    1.5 in my_file \_here\_
    """
    line = " ".join(text.splitlines())
    harmless = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # an underscore inside a word is one, everywhere
    return re.sub(r"([\\`*\[\]|~$]|(?<!\w)_|_(?!\w))", r"\\\1", harmless)


def _without_meaning(opening: re.Match[str]) -> str:
    space, sign, number = opening.groups()
    return f"{space}\\{sign}" if sign else f"{number}\\"


def _figures(document: Document) -> list[str]:
    return [
        "\n".join(
            f"- {escaped(one.label)}: **{inline(one.value)}** ({inline(one.detail)})"
            for one in document.figures
        )
    ]


def _section(section: Section, picture: Picture | None) -> str:
    blocks = [_block(block, picture) for block in section.blocks]
    return "\n\n".join([f"## {inline(section.title)}", *(one for one in blocks if one)])


def _block(block: Block, picture: Picture | None) -> str:
    match block:
        case Paragraph():
            return escaped(block.text)
        case BulletList():
            return "\n".join(f"- {escaped(item)}" for item in block.items)
        case Code():
            return _fenced(block.text)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block, picture)
        case ChartRow():
            return "\n\n".join(_chart(chart, picture) for chart in block.charts)
        case FindingList():
            return "\n\n".join(_finding(finding) for finding in block.findings)
        case Folded():
            inner = [_block(one, picture) for one in block.blocks]
            return "\n\n".join([f"### {inline(block.title)}", *inner])
        case Alternatives():
            return "\n\n".join(_alternative(one, picture) for one in block.parts)
        case _:
            assert_never(block)


def _alternative(one: Alternative, picture: Picture | None) -> str:
    inner = [_block(block, picture) for block in one.blocks]
    return "\n\n".join([f"### {inline(one.name)}", *inner])


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _table(table: Table) -> str:
    heads = " | ".join(inline(column.name) for column in table.columns)
    rules = " | ".join("---:" if column.align == "right" else "---" for column in table.columns)
    rows = [" | ".join(inline(cell) for cell in row) for row in table.rows]
    grid = "\n".join(f"| {line} |" for line in (heads, rules, *rows))
    note = f"\n\n{escaped(table.note)}" if table.note else ""
    return f"**{inline(table.title)}**\n\n{grid}{note}"


def _chart(chart: Chart, picture: Picture | None) -> str:
    if picture is None:
        return f"*{inline(chart.title)}*: {escaped(chart.description)}"
    address = quote(picture(chart))
    return f"![{inline(chart.title)}]({address})\n\n{escaped(chart.description)}"


def _finding(finding: Finding) -> str:
    title = f"### {inline(finding.title)} ({finding.severity}, {inline(finding.code)})"
    steps = "\n".join(f"{i}. {escaped(step)}" for i, step in enumerate(finding.next_steps, 1))
    facts = [evidence_text(finding.evidence), finding.source]
    small = escaped("; ".join(fact for fact in facts if fact))
    return "\n\n".join(part for part in (title, escaped(finding.claim), steps, small) if part)
