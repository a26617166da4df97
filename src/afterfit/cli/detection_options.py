"""Options of ``afterfit analyze`` for detected objects."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from afterfit.cli.reading_options import Task
from afterfit.errors import InputError

if TYPE_CHECKING:
    from afterfit.results import Policy, RecallAtImageAlarms

_PANEL = "Object detection"

ImagesOption = Annotated[
    str | None,
    typer.Option(
        help="Folder of the images of YOLO's labels, or CSV: image,width,height and columns to "
        "slice by.",
        rich_help_panel=_PANEL,
    ),
]
NamesOption = Annotated[
    str | None,
    typer.Option(
        help="Classes of YOLO's labels: data.yaml, or a text with one name a line.",
        rich_help_panel=_PANEL,
    ),
]
FirstClassIdOption = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=1,
        help="Id of the first class in Ultralytics' predictions.json, where it does not tell.",
        rich_help_panel=_PANEL,
    ),
]
ValidationTruthOption = Annotated[
    str | None,
    typer.Option(
        help="Annotated objects of other images, on which the confidence is chosen.",
        rich_help_panel=_PANEL,
    ),
]
ValidationOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Detections in those images, one a model, in the order of PATHS.",
        rich_help_panel=_PANEL,
    ),
]
ValidationImagesOption = Annotated[
    str | None, typer.Option(help="As --images, of these images.", rich_help_panel=_PANEL)
]
MaxImageAlarmsOption = Annotated[
    float | None,
    typer.Option(
        "--max-false-alarms-per-image",
        min=0,
        help="Most false alarms an image, for the chosen confidence.",
        rich_help_panel=_PANEL,
    ),
]


def check_detection_options(task: Task, given: Mapping[str, object]) -> None:
    """Refuse options of detected objects beside another task.

    Raises
    ------
    InputError
    """
    if task is Task.DETECTION:
        return
    for name, value in given.items():
        if value not in (None, []):
            raise InputError(
                "belongs to object detection; name the annotated objects, --ground-truth",
                where=name,
            )


def with_image_alarms(
    policy: "Policy", max_false_alarms_per_image: float | None
) -> "Policy | RecallAtImageAlarms":
    """Return the policy of a detector's confidence.

    Raises
    ------
    InputError
        When another wish stands beside that of false alarms an image.
    """
    from afterfit.results import HighestF1, RecallAtImageAlarms

    if max_false_alarms_per_image is None:
        return policy
    if not isinstance(policy, HighestF1):
        raise InputError("one wish at a time", where="--max-false-alarms-per-image")
    return RecallAtImageAlarms(max_false_alarms_per_image)
