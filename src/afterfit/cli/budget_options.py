"""Options that say what the variant to ship must keep to."""

from pathlib import Path
from typing import Annotated

import typer

_PANEL = "Which variant to ship"

MaxFlashOption = Annotated[
    str | None,
    typer.Option(help="Most flash for the model: 65536 or 64k.", rich_help_panel=_PANEL),
]
MaxRamOption = Annotated[
    str | None, typer.Option(help="Most RAM: 20480 or 20k.", rich_help_panel=_PANEL)
]
MaxLatencyOption = Annotated[
    float | None,
    typer.Option(help="Longest inference in milliseconds.", rich_help_panel=_PANEL),
]
DeviceOption = Annotated[
    str | None,
    typer.Option(
        help="Device for latency and limits: a name, FILE.yaml or FILE.yaml:NAME.",
        rich_help_panel=_PANEL,
    ),
]
MarginOption = Annotated[
    float | None,
    typer.Option(
        help="Accepted loss: 0.01 is one point of accuracy, or 1 % more RMSE. "
        "[default: 0.01; of RMSE 0.05]",
        rich_help_panel=_PANEL,
    ),
]
CostOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Costs of a variant: NAME=flash:BYTES,ram:BYTES,latency:MS.", rich_help_panel=_PANEL
    ),
]
CostsFileOption = Annotated[
    Path | None,
    typer.Option("--costs", help="The same of all variants, YAML or CSV.", rich_help_panel=_PANEL),
]
