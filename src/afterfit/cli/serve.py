"""``afterfit serve``: words → the dashboard of run folders."""

import json
from pathlib import Path
from typing import Annotated

import typer

from afterfit.cli.options import Format, FormatOption


def serve(
    runs: Annotated[
        list[Path],
        typer.Argument(metavar="RUNS", help="Folders that hold runs; searched recursively."),
    ],
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="[default: 8765, or the next that is free]"),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others can read when it is not local.")
    ] = "127.0.0.1",
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page.")] = False,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Show runs, analyses and sweeps in the browser: list, compare, watch; nothing is changed."""
    from afterfit.dashboard.server import serve as serve_folders

    as_json = answer is Format.JSON

    def told(line: str) -> None:
        typer.echo(line, err=as_json or line.startswith("warning"))

    def opened(address: str) -> None:
        if as_json:
            folders = [str(folder) for folder in runs]
            typer.echo(json.dumps({"address": address, "runs": folders}))

    serve_folders(runs, host=host, port=port, open_browser=open_browser, told=told, opened=opened)
