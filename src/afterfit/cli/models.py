"""The part of ``afterfit analyze`` that runs models: words → one analysis of models."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from afterfit.errors import InputError

if TYPE_CHECKING:
    from afterfit.pipeline.models_run import ModelOptions
    from afterfit.pipeline.outcome import Outcome
    from afterfit.pipeline.shipping import Shipping
    from afterfit.readers.samples import SampleOptions
    from afterfit.results import Policy


class Kernels(StrEnum):
    """What computes a .tflite."""

    AUTO = "auto"
    TFLM = "tflm"
    LITERT = "litert"
    REFERENCE = "reference"


class Outputs(StrEnum):
    """What models end with."""

    PROBABILITIES = "probabilities"
    LOGITS = "logits"


class Layout(StrEnum):
    """Where images have their channels."""

    AS_IS = "as-is"
    CHANNELS_FIRST = "channels-first"
    CHANNELS_LAST = "channels-last"


class Pixels(StrEnum):
    """What black and white become."""

    BYTES = "0..255"
    SHARES = "0..1"
    SIGNED = "-1..1"


_MODELS = "Models of your own"
_DATA = "Data for the models"

ModelOption = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="NAME=FILE",
        help="A variant and its ONNX, TFLite, .pt2 or .skops file; the first is the reference.",
        rich_help_panel=_MODELS,
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        help="Labelled inputs: NPZ, NPY with --labels, Parquet, CSV, or a folder with one folder "
        "of images or WAV files a class.",
        rich_help_panel=_DATA,
    ),
]
LabelsOption = Annotated[
    Path | None, typer.Option(help="NPY of labels beside an NPY.", rich_help_panel=_DATA)
]
InputsOption = Annotated[
    str | None,
    typer.Option(help="Array of inputs, or columns of features: 'f*'.", rich_help_panel=_DATA),
]
LayoutOption = Annotated[
    Layout | None,
    typer.Option(help="Where images have their channels.", rich_help_panel=_DATA),
]
PixelsOption = Annotated[
    Pixels | None,
    typer.Option(help="What pixels of image files become.", rich_help_panel=_DATA),
]
ResizeOption = Annotated[
    bool, typer.Option("--resize", help="Resize images of another size.", rich_help_panel=_DATA)
]
AudioOption = Annotated[
    str,
    typer.Option(
        help="What WAV files become: raw, or log-mel:bands=40,frame_ms=25,hop_ms=10,low_hz=0,"
        "high_hz=8000,floor=1e-6.",
        rich_help_panel=_DATA,
    ),
]
KernelsOption = Annotated[
    list[Kernels] | None,
    typer.Option(
        help="What computes a .tflite; again for several. auto: TFLite Micro for full int8, LiteRT "
        "for float, its reference kernels for the rest.",
        rich_help_panel=_MODELS,
    ),
]
OutputsOption = Annotated[
    Outputs, typer.Option(help="What models end with; never guessed.", rich_help_panel=_MODELS)
]
TrustOption = Annotated[
    list[str] | None,
    typer.Option(
        help="A type that a .skops may make, or torch.export for .pt2.", rich_help_panel=_MODELS
    ),
]


def show_models(
    models: Sequence[str],
    data: Path | None,
    options: "SampleOptions",
    how: "ModelOptions",
    *,
    output: Path,
    max_errors_per_class: int,
    policy: "Policy",
    shipping: "Shipping",
) -> "Outcome":
    """Run the analysis of models with its progress on standard error."""
    from afterfit.cli.console import ConsoleProgress
    from afterfit.pipeline.models_run import analyze_models

    if data is None:
        raise InputError("models need labelled data to run on; pass --data FILE", where="--model")
    with ConsoleProgress() as progress:
        return analyze_models(
            named_models(models),
            data,
            options,
            how,
            output=output,
            max_errors_per_class=max_errors_per_class,
            policy=policy,
            shipping=shipping,
            progress=progress,
        )


def choose_one(
    of_models: Mapping[str, object], of_predictions: Mapping[str, object], *, scores_are: str
) -> None:
    """Refuse words that belong to files of predictions beside --model, and the reverse.

    Raises
    ------
    InputError
        Names the first option that is out of place, or says that there is nothing to analyse.
    """
    strangers = [name for name, value in of_predictions.items() if value is not None]
    mine = [name for name, value in of_models.items() if value]
    if of_models["--model"]:
        if strangers:
            hint = "; models are run as classifiers" if strangers[0] == "--task" else ""
            raise InputError(
                f"{strangers[0]} belongs to files of predictions, not to --model{hint}"
            )
        if scores_are != "probabilities":
            raise InputError("--scores-are belongs to files of predictions; pass --outputs")
    elif mine:
        raise InputError(f"{mine[0]} belongs to models; pass --model NAME=FILE")
    elif "PATHS" not in strangers:
        raise InputError(
            "nothing to analyse; give files of predictions, or --model NAME=FILE with --data FILE"
        )


def sample_options(
    *,
    layout: Layout | None,
    pixels: Pixels | None,
    audio: str,
    **words: Any,
) -> "SampleOptions":
    """Return what was said of the data; *words* are fields of `SampleOptions` as they are."""
    from afterfit.readers.samples import SampleOptions, parse_audio

    return SampleOptions(
        layout=None if layout is None else layout.value,
        pixels=None if pixels is None else pixels.value,
        audio=parse_audio(audio),
        **words,
    )


def model_options(
    outputs: Outputs,
    kernels: Sequence[Kernels] | None,
    trust: Sequence[str] | None,
    device: str | None,
) -> "ModelOptions":
    """Return what was said of the models."""
    from afterfit.pipeline.models_run import ModelOptions
    from afterfit.runtimes import KERNELS

    wanted = {one.value for one in kernels or (Kernels.AUTO,)}
    chosen = tuple(one for one in KERNELS if one in wanted)
    return ModelOptions(outputs.value, chosen, tuple(trust or ()), device)


def named_models(words: Sequence[str]) -> dict[str, Path]:
    """Return name and file from ``NAME=FILE``; a lone file goes by its name without suffix.

    Raises
    ------
    InputError
        When two models have one name, or a name or file is missing.

    Examples
    --------
    >>> {name: path.name for name, path in named_models(["float=a.onnx", "b.tflite"]).items()}
    {'float': 'a.onnx', 'b': 'b.tflite'}
    """
    found: dict[str, Path] = {}
    for word in words:
        name, equals, file = word.partition("=")
        if not equals or Path(word).is_file():
            name, file = Path(word).stem, word
        if not name or not file:
            raise InputError(f"expected NAME=FILE, got {word!r}", where="--model")
        if name in found:
            raise InputError(
                f"two models are called {name!r}, {found[name]} and {file}; name them NAME=FILE",
                where="--model",
            )
        found[name] = Path(file)
    return found
