"""``afterfit sweep``: words → several networks trained on one split, and their table."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from afterfit.cli.options import Format, FormatOption, output_option

if TYPE_CHECKING:
    from afterfit.pipeline.sweep import Swept


def sweep(
    config: Annotated[Path, typer.Argument(help="A YAML configuration with Tensorlab's sections.")],
    models: Annotated[
        str | None,
        typer.Option(help="Networks, with commas. [default: the list under model_name]"),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of each network.")] = 1,
    output: Annotated[
        Path | None,
        output_option(
            "Folder of the sweep; finished trainings in it are kept. "
            "[default: PROJECTS_PATH/DATASET_NAME/sweep]"
        ),
    ] = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Train several networks on the same split: the task's metric against flash, RAM and MACs."""
    from afterfit.cli.console import ConsoleProgress
    from afterfit.pipeline.sweep import sweep as sweep_networks

    names = tuple(name.strip() for name in models.split(",") if name.strip()) if models else ()
    with ConsoleProgress() as progress:
        swept = sweep_networks(config, names, seeds=seeds, output=output, progress=progress)
    print_swept(swept, as_json=answer is Format.JSON)


def print_swept(swept: "Swept", *, as_json: bool) -> None:
    """Print one line a network and the path of the report; or all of it as JSON."""
    from afterfit.report import summarize_sweep
    from afterfit.results import to_json

    if as_json:
        answer = {
            "folder": str(swept.folder),
            "reports": [str(path) for path in swept.reports],
            "sweep": json.loads(to_json(swept.table)),
        }
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    typer.echo("\n".join(summarize_sweep(swept.table, swept.title)))
    for path in (*swept.reports, swept.folder / "sweep.json")[:1]:
        typer.echo(f"Report: {path}")
