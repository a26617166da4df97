"""Options of ``afterfit analyze --task anomaly``."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from afterfit.readers import AnomalyOptions

_PANEL = "Anomaly scores (--task anomaly)"

NormalOption = Annotated[
    str | None,
    typer.Option(
        help="Labels of normal samples, with commas; normal, 0 and false without.",
        rich_help_panel=_PANEL,
    ),
]
GroupOption = Annotated[
    str | None, typer.Option(help="Column of the machine.", rich_help_panel=_PANEL)
]
LabelFromOption = Annotated[
    str | None,
    typer.Option(
        help="Regular expression: the label in a recording's name.", rich_help_panel=_PANEL
    ),
]
GroupFromOption = Annotated[
    str | None,
    typer.Option(
        help="Regular expression: the machine in a recording's name.", rich_help_panel=_PANEL
    ),
]
TrainScoresOption = Annotated[
    list[str] | None,
    typer.Option(
        help="File of scores of normal training samples; one, or one a variant.",
        rich_help_panel=_PANEL,
    ),
]
WindowSecondsOption = Annotated[
    float | None, typer.Option(help="How long a sample lasts.", rich_help_panel=_PANEL)
]
StepSecondsOption = Annotated[
    float | None, typer.Option(help="Time from a sample to the next.", rich_help_panel=_PANEL)
]


def anomaly_options(
    normal: str | None,
    group: str | None,
    label_from: str | None,
    group_from: str | None,
    train_scores: list[str] | None,
    window_seconds: float | None,
    step_seconds: float | None,
) -> "AnomalyOptions":
    """Return what the words of the command line say of anomaly scores."""
    from afterfit.readers import AnomalyOptions

    usual = AnomalyOptions().normal
    return AnomalyOptions(
        normal=tuple(normal.split(",")) if normal else usual,
        group=group,
        label_from=label_from,
        group_from=group_from,
        train_paths=tuple(train_scores or ()),
        window_seconds=window_seconds,
        step_seconds=step_seconds,
    )
