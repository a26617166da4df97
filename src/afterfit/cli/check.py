"""``afterfit check``: a run and agreed limits → an exit code."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from afterfit.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from afterfit.results import GateReport


def check(
    folder: Annotated[
        Path, typer.Argument(metavar="RUN", help="The folder of a run, or of an analysis.")
    ],
    gates: Annotated[Path, typer.Argument(help="A YAML file of gates; see docs/gates.md.")],
    baseline: Annotated[
        Path | None,
        typer.Option(help="Run that changes are measured against, instead of the file's own."),
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="File for the outcomes as JUnit XML.")] = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Hold a run against agreed limits; exit code 1 when one is not kept."""
    from afterfit.files import write_text
    from afterfit.pipeline.gates import check as check_run
    from afterfit.report.junit import write_junit

    report = check_run(folder, gates, baseline=baseline)
    if junit is not None:
        write_text(junit, write_junit(report))
    if answer is Format.JSON:
        typer.echo(json.dumps(gates_json(report), indent=2, ensure_ascii=False))
    else:
        typer.echo(gates_text(report))
    if not report.passed:
        raise typer.Exit(1)


def gates_json(report: "GateReport") -> dict[str, Any]:
    """Return the outcomes for programs; what is not known is the text NaN."""
    from dataclasses import asdict

    from pydantic_core import to_jsonable_python

    answer = {"passed": report.passed, **asdict(report)}
    jsonable: dict[str, Any] = to_jsonable_python(answer, inf_nan_mode="strings")
    return jsonable


def gates_text(report: "GateReport") -> str:
    """Return one line a gate, those that fail first, and how many hold."""
    from afterfit.report.text_table import one_line
    from afterfit.wording import agreeing, counted

    ordered = sorted(report.outcomes, key=lambda one: one.passed)
    lines = [
        f"{'pass' if one.passed else 'FAIL'}  {one.name} ({one.subject}): {one.message}"
        for one in ordered
    ]
    n_passed = sum(one.passed for one in report.outcomes)
    n_gates, hold = counted(len(report.outcomes), "gate"), agreeing(n_passed, "holds", "hold")
    lines.append(f"{n_passed:,} of {n_gates} {hold}")
    return "\n".join(map(one_line, lines))
