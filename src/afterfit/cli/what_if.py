"""``afterfit what-if``: words → models under the changes of the field."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from afterfit.cli.models import (
    AudioOption,
    DataOption,
    InputsOption,
    KernelsOption,
    LabelsOption,
    LayoutOption,
    ModelOption,
    Outputs,
    OutputsOption,
    PixelsOption,
    ResizeOption,
    TrustOption,
    model_options,
    named_models,
    sample_options,
)
from afterfit.cli.options import (
    SAMPLE_WORDS,
    Format,
    FormatOption,
    PageFormat,
    output_option,
    page_formats,
)
from afterfit.cli.reading_options import (
    ClassesOption,
    LabelOption,
    SourceOption,
    SplitOption,
    class_names,
)

if TYPE_CHECKING:
    from afterfit.pipeline.what_if import AnyWhatIf


def what_if(
    run: Annotated[
        Path | None, typer.Argument(metavar="RUN", help="The folder of a finished run.")
    ] = None,
    output: Annotated[
        Path | None,
        output_option("Folder for a page and its numbers."),
    ] = None,
    pages: Annotated[
        list[PageFormat] | None,
        typer.Option("--page", help="Format of that page; may be repeated. [default: html]"),
    ] = None,
    loss: Annotated[
        float,
        typer.Option(
            help="Loss that matters: points of accuracy or of alarms, hundredths of R² or skill."
        ),
    ] = 5.0,
    sample: Annotated[
        str | None,
        typer.Option(help=f"A window to look into: {SAMPLE_WORDS}."),
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(help="Try this change alone (gain, noise, …); may be repeated."),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option(help="Try this variant of the run alone; may be repeated."),
    ] = None,
    importance: Annotated[
        bool,
        typer.Option(help="Shuffle channels and stretches of time too, but of anomaly detectors."),
    ] = True,
    most_windows: Annotated[
        int, typer.Option(help="Of a larger test set the same share of every recording is drawn.")
    ] = 1000,
    model: ModelOption = None,
    data: DataOption = None,
    label: LabelOption = None,
    labels: LabelsOption = None,
    inputs: InputsOption = None,
    source: SourceOption = None,
    split: SplitOption = None,
    classes: ClassesOption = None,
    layout: LayoutOption = None,
    pixels: PixelsOption = None,
    resize: ResizeOption = False,
    audio: AudioOption = "raw",
    kernels: KernelsOption = None,
    outputs: OutputsOption = Outputs.PROBABILITIES,
    trust: TrustOption = None,
    answer: FormatOption = Format.TEXT,
) -> None:
    """Try what happens in the field, on RUN or on --model with --data: gain, noise, drift, ..."""
    from afterfit.cli.console import ConsoleProgress
    from afterfit.pipeline.what_if import WhatIfWish, write_what_if
    from afterfit.pipeline.what_if import what_if as try_changes

    formats = page_formats(pages, output)
    wish = WhatIfWish(
        loss=loss / 100,
        sample=sample,
        changes=tuple(change or ()),
        variants=tuple(variant or ()),
        importance=importance,
        most_windows=most_windows,
    )
    told = sample_options(
        inputs=inputs, label=label, labels_file=labels, source=source, split=split,
        classes=class_names(classes), layout=layout, pixels=pixels,
        resize=resize, audio=audio,
    )  # fmt: skip
    with ConsoleProgress() as progress:
        found = try_changes(
            run,
            models=named_models(model or ()),
            data=data,
            options=told,
            how=model_options(outputs, kernels, trust, None),
            wish=wish,
            progress=progress,
        )
        written = [] if output is None else write_what_if(found, output, formats)
    _print(found, [one for one in written if one.parent == output], as_json=answer is Format.JSON)


def _print(found: "AnyWhatIf", written: list[Path], *, as_json: bool) -> None:
    if as_json:
        from afterfit.results import to_json

        content = {**json.loads(to_json(found)), "files": [str(one) for one in written]}
        typer.echo(json.dumps(content, indent=2, ensure_ascii=False))
        return
    from afterfit.pipeline.what_if import summarize

    typer.echo(summarize(found))
    for place, path in enumerate(written[:-1]):
        typer.echo(f"{'' if place else chr(10)}Report: {path}")
