"""Options that say what thresholds are wanted for."""

from typing import TYPE_CHECKING, Annotated

import typer

from afterfit.errors import InputError

if TYPE_CHECKING:
    from afterfit.results import Policy

_PANEL = "What thresholds are wanted for (one of these; highest F1 without)"

CostFpOption = Annotated[
    float | None, typer.Option(help="Cost of a false alarm.", rich_help_panel=_PANEL)
]
CostFnOption = Annotated[float | None, typer.Option(help="Cost of a miss.", rich_help_panel=_PANEL)]
MaxFalsePositiveRateOption = Annotated[
    float | None, typer.Option(help="Largest false-positive rate.", rich_help_panel=_PANEL)
]
MinPrecisionOption = Annotated[
    float | None, typer.Option(help="Smallest precision.", rich_help_panel=_PANEL)
]
MaxFalseAlarmsOption = Annotated[
    float | None, typer.Option(help="Most false alarms an hour.", rich_help_panel=_PANEL)
]
WindowsPerHourOption = Annotated[
    float | None, typer.Option(help="Windows judged in an hour.", rich_help_panel=_PANEL)
]


def policy_of(**wish: float | None) -> "Policy":
    """Return the policy of what was said; the names are those of the configuration's section.

    Raises
    ------
    InputError
        When two policies are wished for, or a number is out of its range; it names the option.
    """
    from pydantic import ValidationError

    from afterfit.pipeline.config.operating_point import OperatingPointSection

    said = {name: value for name, value in wish.items() if value is not None}
    try:
        return OperatingPointSection(**said).policy
    except ValidationError as error:
        first = error.errors()[0]
        name = "".join(f"--{str(step).replace('_', '-')}: " for step in first["loc"])
        raise InputError(name + first["msg"].removeprefix("Value error, ")) from None
