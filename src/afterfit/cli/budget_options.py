"""Options that say what the variant to ship must keep to."""

from pathlib import Path
from typing import Annotated

import typer

_PANEL = "Which variant to ship"

MaxFlash = Annotated[
    str | None,
    typer.Option(help="Most flash for the model: 65536 or 64k.", rich_help_panel=_PANEL),
]
MaxRam = Annotated[str | None, typer.Option(help="Most RAM: 20480 or 20k.", rich_help_panel=_PANEL)]
MaxLatency = Annotated[
    float | None,
    typer.Option(help="Longest inference in milliseconds.", rich_help_panel=_PANEL),
]
DeviceName = Annotated[
    str | None,
    typer.Option("--device", help="Device whose limits count.", rich_help_panel=_PANEL),
]
Margin = Annotated[
    float,
    typer.Option(help="Accepted loss of accuracy; 0.01 is one point.", rich_help_panel=_PANEL),
]
Cost = Annotated[
    list[str] | None,
    typer.Option(
        help="Costs of a variant: NAME=flash:BYTES,ram:BYTES,latency:MS.", rich_help_panel=_PANEL
    ),
]
CostsFile = Annotated[
    Path | None,
    typer.Option("--costs", help="The same of all variants, YAML or CSV.", rich_help_panel=_PANEL),
]
