"""``afterfit data``: a configuration → what is in its data set and what is wrong with it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from afterfit.cli.options import Format, FormatOption, output_option

if TYPE_CHECKING:
    from afterfit.pipeline.data_checks import CheckedData


def data(
    config: Annotated[Path, typer.Argument(help="A YAML configuration with Tensorlab's sections.")],
    output: Annotated[
        Path | None,
        output_option("Folder for the page and the files. [default: as run]"),
    ] = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Check the data set of CONFIG before any training: leaks, faults, drift, separability."""
    from afterfit.cli.console import ConsoleProgress
    from afterfit.pipeline.data_checks import check_dataset

    with ConsoleProgress() as progress:
        checked = check_dataset(config, output, progress)
    print_checked(checked, as_json=answer is Format.JSON)


def print_checked(checked: "CheckedData", *, as_json: bool) -> None:
    """Print the verdict, the findings and the path of the page; or all of it as JSON."""
    if as_json:
        from pydantic_core import to_jsonable_python

        from afterfit.results import to_json

        answer = {
            "folder": str(checked.folder),
            "page": str(checked.page),
            "findings": to_jsonable_python(checked.checks.findings, inf_nan_mode="strings"),
            "checks": json.loads(to_json(checked.checks)),
        }
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    from afterfit.report.data_section import data_verdict
    from afterfit.report.text_table import one_line
    from afterfit.views import raised_findings

    typer.echo(one_line(data_verdict(checked.checks)))
    for one in raised_findings(checked.checks.findings):
        typer.echo(one_line(f"  {one.severity} {one.code} {one.title}: {one.claim}"))
        for i, step in enumerate(one.next_steps, 1):
            typer.echo(f"    {i}. {step}")
    typer.echo(f"\nReport: {checked.page}")
