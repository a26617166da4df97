"""Document → PDF with vector charts; a fixed Typst template reads the document as data."""

import json
import re
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, assert_never

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
)
from afterfit.report.png import render_pdf
from afterfit.results import Finding
from afterfit.views import Chart, Table
from afterfit.views.findings import evidence_text

_MANY_COLUMNS = 6
"""Tables with more columns let every column take its own width; others share the page's."""
_LEAST_SHARE, _MOST_SHARE = 8, 40


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF: A4, text that can be searched, charts as vectors.

    No text of the document is read as markup, so names from data stand as they are. Folded parts
    stand in an appendix, with a link from where they were folded: paper cannot be clicked open.
    """
    import typst

    template = files("afterfit.report").joinpath("templates", "report.typ")
    with TemporaryDirectory(prefix="afterfit-pdf-") as name:
        folder = Path(name)
        content = _Pictures(folder).document(document)
        (folder / "document.json").write_text(json.dumps(content), encoding="utf-8")
        (folder / "report.typ").write_bytes(template.read_bytes())
        # Fonts of the machine are left out, so that a report looks the same everywhere.
        pdf: bytes = typst.compile(folder / "report.typ", root=folder, ignore_system_fonts=True)
    return pdf


class _Pictures:
    """Turns blocks into JSON and puts each chart into the folder as a one-page PDF.

    What is folded goes to the appendix, in the order in which it is met.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._n_charts = 0
        self._appendix: list[dict[str, Any]] = []

    def document(self, document: Document) -> dict[str, Any]:
        return {
            "title": document.title,
            "verdict": document.verdict,
            "figures": [
                {"label": one.label, "value": one.value, "detail": one.detail}
                for one in document.figures
            ],
            "sections": [
                {"title": one.title, "blocks": [self._block(block) for block in one.blocks]}
                for one in document.sections
            ],
            "facts": list(document.facts.items()),
            "appendix": self._appendix,  # filled by the sections above
        }

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "text": block.text}
            case BulletList():
                return {"kind": "bullets", "items": list(block.items)}
            case Code():
                return {"kind": "code", "text": block.text}
            case Table():
                return _table(block)
            case Chart():
                return self._chart(block)
            case ChartRow():
                return {"kind": "charts", "charts": [self._chart(one) for one in block.charts]}
            case FindingList():
                return {"kind": "findings", "findings": [_finding(one) for one in block.findings]}
            case Folded():
                return self._in_appendix(block, block.title)
            case Alternatives():
                return {"kind": "parts", "parts": [self._part(one) for one in block.parts]}
            case _:
                assert_never(block)

    def _part(self, part: Alternative) -> dict[str, Any]:
        blocks = [
            self._in_appendix(block, _of(block.title, part.name))
            if isinstance(block, Folded)
            else self._block(block)
            for block in part.blocks
        ]
        return {"title": part.name, "blocks": blocks}

    def _in_appendix(self, folded: Folded, title: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"title": title}
        self._appendix.append(entry)
        name = f"A{len(self._appendix)}"
        entry |= {"name": name, "blocks": [self._block(one) for one in folded.blocks]}
        return {"kind": "pointer", "name": name, "title": title}

    def _chart(self, chart: Chart) -> dict[str, str]:
        self._n_charts += 1
        name = f"chart-{self._n_charts}.pdf"
        (self._folder / name).write_bytes(render_pdf(chart))
        return {"kind": "chart", "file": name, "description": chart.description}


def _of(title: str, name: str) -> str:
    """Return *title* with the variant that it is about, since in an appendix nothing else tells."""
    return title if name in title else f"{title}: {name}"


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": table.title,
        "columns": [
            {"name": column.name, "align": column.align, "share": _share(table, i)}
            for i, column in enumerate(table.columns)
        ],
        "wide": len(table.columns) <= _MANY_COLUMNS,
        "folds": table.folds,
        "rows": [
            [_breakable(cell) for cell in row] if table.folds else list(row) for row in table.rows
        ],
        "note": table.note,
    }


def _breakable(cell: str) -> str:
    """Return *cell* so that a long name may go on in the next line after its signs."""
    return re.sub(r"(?<=\w)([_/.\-])(?=\w{3})", "\\1\N{ZERO WIDTH SPACE}", cell)


def _share(table: Table, index: int) -> int:
    """Return how much of the page a column of text gets beside others: its longest text counts."""
    longest = max((len(row[index]) for row in table.rows), default=0)
    return min(max(longest, len(table.columns[index].name), _LEAST_SHARE), _MOST_SHARE)


def _finding(finding: Finding) -> dict[str, Any]:
    foot = (finding.code, evidence_text(finding.evidence), finding.source)
    return {
        "severity": finding.severity,
        "title": finding.title,
        "claim": finding.claim,
        "next_steps": list(finding.next_steps),
        "foot": " · ".join(part for part in foot if part),
    }
