"""``afterfit trace``: a run folder → what its stages did, or how one prediction came about."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from afterfit.cli.options import (
    MORE_SAMPLE_WORDS,
    SAMPLE_WORDS,
    Format,
    FormatOption,
    PageFormat,
    output_option,
    page_formats,
)

if TYPE_CHECKING:
    from afterfit.pipeline.tracing.trace import Traced


def trace(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    sample: Annotated[
        list[str] | None,
        typer.Option(
            help=f"A test window to follow through every layer: {SAMPLE_WORDS}{MORE_SAMPLE_WORDS}; "
            "may be repeated."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        output_option("Folder for a page of the trace."),
    ] = None,
    pages: Annotated[
        list[PageFormat] | None,
        typer.Option("--page", help="Format of that page; may be repeated. [default: html]"),
    ] = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Show what every stage of a run did; with --sample, why the models gave one answer."""
    from afterfit.pipeline.tracing.trace import trace_run
    from afterfit.report.terminal_trace import summarize_trace

    formats = page_formats(pages, output)
    traced = trace_run(folder, sample or (), output, formats)
    if answer is Format.JSON:
        typer.echo(json.dumps(trace_json(traced), indent=2, ensure_ascii=False))
        return
    typer.echo(summarize_trace(traced.report))
    for i, page in enumerate(traced.pages):
        typer.echo(f"{'' if i else chr(10)}Report: {page}")


def trace_json(traced: "Traced") -> dict[str, Any]:
    """Return what was traced for programs: the pipeline, or the samples; and the pages."""
    from afterfit.results import to_json

    report = traced.report
    return {
        "pipeline": json.loads(to_json(report.pipeline)) if report.pipeline else None,
        "samples": [json.loads(to_json(one)) for one in report.predictions],
        "pages": [str(page) for page in traced.pages],
    }
