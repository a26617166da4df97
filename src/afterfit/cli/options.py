"""Options that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

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


class PageFormat(StrEnum):
    """How the page of a command is written."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "markdown"


FormatOption = Annotated[
    Format, typer.Option("--format", help="Answer in text, or as one JSON document.")
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", help="Folder for results and reports.")
]
