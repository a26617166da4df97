"""A document → its files, in each format that was asked for."""

from collections.abc import Iterable
from pathlib import Path

from afterfit.files import safe_name, write_bytes, write_text
from afterfit.report import Document, render_png, write_html, write_markdown, write_pdf
from afterfit.views import Chart

FORMATS = {"html": "html", "pdf": "pdf", "markdown": "md"}
"""Formats of a report and the suffix of each, the one to open first first."""


def write_document(
    document: Document, root: Path, stem: str, formats: Iterable[str] = FORMATS
) -> list[Path]:
    """Write *document* as ``root/stem.html``, ``.pdf`` and ``.md``, as far as asked for.

    Returns all files written, pictures of the Markdown form included; the reports come first,
    the page before the others.
    """
    pictures = _Pictures(root, f"{stem}_files")
    reports = []
    for kind in (kind for kind in FORMATS if kind in set(formats)):
        path = root / f"{stem}.{FORMATS[kind]}"
        match kind:
            case "html":
                write_text(path, write_html(document))
            case "pdf":
                write_bytes(path, write_pdf(document))
            case "markdown":
                write_text(path, write_markdown(document, pictures))
                pictures.remove_earlier()
        reports.append(path)
    return [*reports, *pictures.files]


class _Pictures:
    """Writes each chart of a Markdown report as a PNG and gives its relative path."""

    def __init__(self, root: Path, folder: str) -> None:
        self.root = root
        self.folder = folder
        self.files: list[Path] = []

    def __call__(self, chart: Chart) -> str:
        name = f"{self.folder}/{len(self.files) + 1:02d}_{safe_name(chart.title.lower())}.png"
        write_bytes(self.root / name, render_png(chart))
        self.files.append(self.root / name)
        return name

    def remove_earlier(self) -> None:
        """Remove pictures that an earlier report left and that this one does not show."""
        for path in (self.root / self.folder).glob("[0-9][0-9]*_*.png"):
            if path not in self.files:
                path.unlink()
