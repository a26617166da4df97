"""Options that say what the columns of files of predictions hold, and how they are counted."""

from enum import StrEnum
from typing import Annotated

import typer

from afterfit.errors import InputError


class ScoresAre(StrEnum):
    """What the score columns hold."""

    PROBABILITIES = "probabilities"
    LOGITS = "logits"
    WEIGHTS = "weights"


class OnBadRows(StrEnum):
    """What becomes of rows whose scores are no probabilities."""

    ERROR = "error"
    DROP = "drop"


class Task(StrEnum):
    """What is predicted."""

    CLASSIFICATION = "classification"
    MULTILABEL = "multilabel"
    REGRESSION = "regression"
    FORECASTING = "forecasting"
    ANOMALY = "anomaly"
    DETECTION = "detection"


class IouType(StrEnum):
    """What of detected objects is laid over each other."""

    BBOX = "bbox"
    SEGM = "segm"


_OBJECTS = "Object detection"
_PANEL = "Columns, where their names do not say it"

LabelOption = Annotated[
    str | None, typer.Option(help="Column of the true class.", rich_help_panel=_PANEL)
]
ScoresOption = Annotated[
    str | None, typer.Option(help="Columns of the scores: 'p*' or p0:p11.", rich_help_panel=_PANEL)
]
PredictionsOption = Annotated[
    str | None,
    typer.Option(
        "--prediction",
        help="Column of the predicted class; of numbers a name or a glob.",
        rich_help_panel=_PANEL,
    ),
]
TargetOption = Annotated[
    str | None,
    typer.Option(help="Columns of true numbers: a name or a glob.", rich_help_panel=_PANEL),
]
SourceOption = Annotated[
    str | None, typer.Option(help="Column of the recording of a row.", rich_help_panel=_PANEL)
]
OffsetOption = Annotated[
    str | None, typer.Option(help="Column of the place in the recording.", rich_help_panel=_PANEL)
]
VariantOption = Annotated[
    str | None, typer.Option(help="Column that tells models apart.", rich_help_panel=_PANEL)
]
SplitOption = Annotated[
    str | None, typer.Option(help="Column of the split.", rich_help_panel=_PANEL)
]
VariantNameOption = Annotated[
    str | None,
    typer.Option(
        help="Name of the one variant in all files. [default: the name of each file; "
        "part-0000, part-0001, … and folders key=value hold one together]",
        rich_help_panel=_PANEL,
    ),
]
SplitNameOption = Annotated[
    str | None,
    typer.Option(
        help="Name of the one split in all files. [default: that of a folder split=…, or test]",
        rich_help_panel=_PANEL,
    ),
]
ClassesOption = Annotated[
    str | None,
    typer.Option(
        help="Class names with commas, in the order of the scores.", rich_help_panel=_PANEL
    ),
]
ScoresAreOption = Annotated[ScoresAre, typer.Option(help="What the scores are; never guessed.")]
OnBadRowsOption = Annotated[
    OnBadRows, typer.Option(help="Rows without probabilities: refuse, or leave out and tell.")
]
HeaderOption = Annotated[bool, typer.Option(help="Whether text files name their columns.")]
TaskOption = Annotated[Task, typer.Option(help="What is predicted.")]
SeasonOption = Annotated[
    int | None, typer.Option(min=2, help="Steps after which a forecast series repeats itself.")
]
UnitsOption = Annotated[
    str | None,
    typer.Option(help="Unit of predicted numbers: mmHg, or of each: sbp=mmHg,dbp=mmHg."),
]
GroundTruthOption = Annotated[
    str | None,
    typer.Option(
        help="Annotated objects: COCO JSON, or a folder of YOLO's labels. PATHS are then "
        "detections, COCO JSON or a folder of YOLO's save_txt --save-conf, one a model, or "
        "NAME=PATH (--task detection).",
        rich_help_panel=_OBJECTS,
    ),
]
IouTypeOption = Annotated[
    IouType,
    typer.Option(help="What is laid over each other: boxes or masks.", rich_help_panel=_OBJECTS),
]
SliceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--slice",
        help="Column to look for weak parts of the data in: a name, a glob, or site,hour for their "
        "combinations; several times.",
    ),
]
CompareSliceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--slice",
        help="Column in whose parts the two are compared: a name, a glob, or site,hour for their "
        "combinations; several times.",
    ),
]
EngineOption = Annotated[
    str, typer.Option(help="Who counts: local, dask, or dask=tcp://HOST:PORT.")
]
ErrorsPerClassOption = Annotated[
    int, typer.Option(min=0, help="Most errors listed for a true class.")
]
ExactScoresOption = Annotated[
    int | None, typer.Option(min=0, help="Most scores counted one by one; above, in fine bins.")
]


def task_told_by(task: Task, ground_truth: str | None) -> Task:
    """Return the task; a ground truth tells that objects are detected.

    Raises
    ------
    InputError
        When another task is named beside a ground truth.
    """
    if ground_truth is None or task is Task.DETECTION:
        return task
    if task is not Task.CLASSIFICATION:
        raise InputError(
            f"belongs to --task detection, not to {task.value}", where="--ground-truth"
        )
    return Task.DETECTION


def class_names(words: str | None) -> tuple[str, ...] | None:
    """Return the names in ``--classes``; None without it."""
    return tuple(words.split(",")) if words else None
