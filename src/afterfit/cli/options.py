"""Options that commands share."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from afterfit.errors import InputError

SAMPLE_WORDS = "RECORDING@OFFSET, its number, most-confident-error, least-sure or typical"
"""How `afterfit.pipeline.choose_window` lets a user name a window."""
MORE_SAMPLE_WORDS = (
    "; of regressions largest-error or typical, of anomaly detectors highest-normal-score, "
    "lowest-anomaly-score or typical"
)
"""The same of other tasks, which `afterfit trace` follows too."""


class Format(StrEnum):
    """How a command answers on standard output."""

    TEXT = "text"
    JSON = "json"


def folder_to_write(text: str | Path) -> Path:
    """Return the folder of an option, after a look whether it can be written at all.

    Raises
    ------
    InputError
        When it cannot, or no name is given, as an unset variable of a shell gives none.
    """
    from afterfit.files import check_folder

    if not str(text):
        raise InputError("is given no folder; the present one is '.'", where="--output")
    check_folder(Path(text))
    return Path(text)


class PageFormat(StrEnum):
    """How the page of a command is written."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "markdown"


def page_formats(pages: Sequence[PageFormat] | None, output: Path | None) -> list[str]:
    """Return the formats of a page, HTML where none is named.

    Raises
    ------
    InputError
        When a format is named and no folder to write the page to.
    """
    if pages and output is None:
        raise InputError("a page needs a folder; pass --output DIR too", where="--page")
    return [one.value for one in pages or (PageFormat.HTML,)]


FormatOption = Annotated[
    Format, typer.Option("--format", help="Answer in text, or as one JSON document.")
]


def output_option(told: str) -> Any:
    """Return the option of a folder to write; *told* is its help."""
    return typer.Option("--output", "-o", parser=folder_to_write, metavar="PATH", help=told)


OutputOption = Annotated[Path, output_option("Folder for results and reports.")]
