"""The command line: words → one pipeline call; every error is one message and an exit code."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from afterfit import __version__
from afterfit.cli.analyze import analyze
from afterfit.cli.budget_options import DeviceOption
from afterfit.cli.check import check
from afterfit.cli.compare import compare
from afterfit.cli.data import data
from afterfit.cli.options import Format, FormatOption, PageFormat, output_option, page_formats
from afterfit.cli.serve import serve
from afterfit.cli.sweep import sweep
from afterfit.cli.trace import trace
from afterfit.cli.what_if import what_if
from afterfit.errors import AfterfitError, InputError, of_the_machine

app = typer.Typer(
    name="afterfit",
    help="What your model really does after fit: where it fails, why, and which variant to ship.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"afterfit {__version__}")
        raise typer.Exit


@app.callback()
def _afterfit(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


@app.command()
def run(
    config: Annotated[Path, typer.Argument(help="A YAML configuration with Tensorlab's sections.")],
    output: Annotated[
        Path | None,
        output_option(
            "Run folder; an earlier, unfinished run in it goes on. "
            "[default: PROJECTS_PATH/DATASET_NAME/run/RUN_NAME]"
        ),
    ] = None,
    device: DeviceOption = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Train, quantise and test a model as CONFIG says, and report what it really does."""
    from afterfit.cli.console import ConsoleProgress
    from afterfit.cli.summary import print_outcome
    from afterfit.pipeline.config import read_config
    from afterfit.pipeline.run import run as run_config

    if len(read_config(config).training.model_names) > 1:
        if device is not None:
            raise InputError(
                "a sweep takes its device from the configuration: common -> target_device",
                where="--device",
            )
        sweep(config, None, 1, output, answer)
        return

    with ConsoleProgress() as progress:
        outcome = run_config(config, output, progress, device=device)
    print_outcome(outcome, as_json=answer is Format.JSON)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    answer: FormatOption = Format.TEXT,
) -> None:
    """Write the report of a finished run again; needs neither its model nor its data set."""
    import json

    from afterfit.pipeline.documents import FORMATS
    from afterfit.pipeline.folder import RunFolder
    from afterfit.pipeline.reports import write_reports

    written = write_reports(RunFolder(folder), FORMATS)
    reports = [path for path in written if path.parent == folder]
    if answer is Format.JSON:
        typer.echo(json.dumps({"reports": [str(path) for path in reports]}))
    else:
        for path in reports:
            typer.echo(str(path))


@app.command()
def curves(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Training logs, or folders of them.")
    ],
    output: Annotated[
        Path | None,
        output_option("Folder for a page about the curves."),
    ] = None,
    pages: Annotated[
        list[PageFormat] | None,
        typer.Option("--page", help="Format of that page; may be repeated. [default: html]"),
    ] = None,
    series: Annotated[
        list[str] | None,
        typer.Option(
            "--series",
            help="What a series measures, as NAME=ROLE,SPLIT,higher or lower: "
            "quality=metric,eval,higher. Roles: total_loss, classification_loss, "
            "localisation_loss, regularisation_loss, other_loss, metric, learning_rate, other. "
            "Splits: train, eval, none.",
        ),
    ] = None,
    check_crc: Annotated[
        bool, typer.Option("--check-crc", help="Compare the checksums of TensorBoard's records.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Follow a training in progress, until Ctrl-C.")
    ] = False,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Read training logs of any tool, and say what their curves mean and what to try next."""
    from afterfit.cli.curves import show_curves

    show_curves(
        paths,
        output,
        series or (),
        check_crc=check_crc,
        watch=watch,
        as_json=answer is Format.JSON,
        formats=page_formats(pages, output),
    )


app.command()(analyze)
app.command()(compare)
app.command()(check)
app.command()(data)
app.command()(sweep)
app.command("what-if")(what_if)
app.command()(trace)
app.command()(serve)


def main(words: Sequence[str] | None = None) -> int:
    """Carry out the command line and exit: 0 done, 1 a gate failed, 2 wrong input, 3 our fault."""
    try:
        app(args=words)
    except AfterfitError as error:
        print(f"afterfit: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except Exception as error:
        told = of_the_machine(error) if isinstance(error, OSError) else None
        if told:
            print(f"afterfit: {told}", file=sys.stderr)  # noqa: T201
            sys.exit(2)
        import traceback

        traceback.print_exc()
        print("afterfit: this is a fault of afterfit, not of your input.", file=sys.stderr)  # noqa: T201
        sys.exit(3)
    return 0
