"""Options that say what the columns of files of predictions hold."""

from typing import Annotated

import typer

_PANEL = "Columns, where their names do not say it"

Label = Annotated[
    str | None, typer.Option(help="Column of the true class.", rich_help_panel=_PANEL)
]
Scores = Annotated[
    str | None, typer.Option(help="Columns of the scores: 'p*' or p0:p11.", rich_help_panel=_PANEL)
]
Prediction = Annotated[
    str | None, typer.Option(help="Column of the predicted class.", rich_help_panel=_PANEL)
]
Source = Annotated[
    str | None, typer.Option(help="Column of the recording of a row.", rich_help_panel=_PANEL)
]
Offset = Annotated[
    str | None, typer.Option(help="Column of the place in the recording.", rich_help_panel=_PANEL)
]
Split = Annotated[str | None, typer.Option(help="Column of the split.", rich_help_panel=_PANEL)]
Classes = Annotated[
    str | None,
    typer.Option(
        help="Class names with commas, in the order of the scores.", rich_help_panel=_PANEL
    ),
]
Header = Annotated[bool, typer.Option(help="Whether text files name their columns.")]
Engine = Annotated[str, typer.Option(help="Who counts: local, dask, or dask=tcp://HOST:PORT.")]
ErrorsPerClass = Annotated[int, typer.Option(min=0, help="Most errors listed for a true class.")]
ExactScores = Annotated[
    int | None, typer.Option(min=0, help="Most scores counted one by one; above, in fine bins.")
]
