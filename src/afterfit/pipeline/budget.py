"""What a user says of limits and costs → a budget, and the costs of variants."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from afterfit.analyses import USUAL_GROWTH
from afterfit.errors import InputError, did_you_mean, why_unreadable
from afterfit.pipeline.model_costs import device_named
from afterfit.pipeline.shipping import Shipping
from afterfit.records import Device
from afterfit.results import (
    DEFAULT_MARGIN,
    Budget,
    CostFigure,
    CostName,
    Limit,
    VariantCosts,
)

_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:(k|m)(?:i?b)?|b)?\s*", re.IGNORECASE)
_FACTORS = {"": 1, "k": 1024, "m": 1024**2}
_COSTS: Mapping[str, CostName] = {
    "flash": "flash_bytes",
    "ram": "ram_bytes",
    "latency": "latency_ms",
}
_FORM = "NAME=flash:BYTES,ram:BYTES,latency:MS"


@dataclass(frozen=True, slots=True)
class BudgetWish:
    """Limits as a user writes them; what is None or empty is not limited."""

    max_flash: str | float | None = None
    """Bytes, or a text such as "64k"."""
    max_ram: str | float | None = None
    max_latency: float | None = None
    """Milliseconds."""
    device: str | None = None
    """Name of a known device, whose flash and RAM are limits where none is given."""
    margin: float | None = None
    """Largest loss that is accepted; what is usual for the task where it is None."""


def bytes_of(text: str | float, where: str) -> float:
    """Return a size in bytes; k and M are 1024 and 1024².

    Examples
    --------
    >>> bytes_of("64k", "--max-flash"), bytes_of("1.5 MiB", "--max-ram"), bytes_of(100, "ram")
    (65536.0, 1572864.0, 100.0)

    Raises
    ------
    InputError
        When it is no size.
    """
    found = _SIZE.fullmatch(str(text))
    if found is None:
        raise InputError(f"expected bytes, such as 65536 or 64k, got {text!r}", where=where)
    return float(found[1]) * _FACTORS[(found[2] or "").lower()]


def budget_of(
    wish: BudgetWish, option: str = "--{}", joint: str = "-", usual_margin: float = DEFAULT_MARGIN
) -> Budget:
    """Return the limits of *wish* and of its device; a limit that is given comes first.

    Parameters
    ----------
    wish : BudgetWish
    option : str
        How errors and reports call a wish: "--{}" for options, "testing -> budget -> {}" for keys.
    joint : str
        What stands between the words of its name.
    usual_margin : float
        The margin where *wish* has none, see `usual_margin`.

    Raises
    ------
    InputError
        When a limit is no size, the margin is no share, or the device is not known.
    """

    def named(name: str) -> str:
        return option.format(name.replace("_", joint))

    device = _device(wish, named("device"))
    given: dict[CostName, Limit] = {}
    for name, text in (("flash", wish.max_flash), ("ram", wish.max_ram)):
        if text is not None:
            where = named(f"max_{name}")
            given[_COSTS[name]] = Limit(_COSTS[name], bytes_of(text, where), where)
    if wish.max_latency is not None:
        where = named("max_latency")
        given["latency_ms"] = Limit("latency_ms", wish.max_latency, where)
    limits = {**_limits_of(device), **given}
    margin = usual_margin if wish.margin is None else wish.margin
    try:
        return Budget(tuple(limits.values()), device.name if device else "", margin)
    except InputError as error:
        raise InputError(str(error), where=named("margin")) from None


def usual_margin(task: str) -> float:
    """Return the loss that is accepted where nobody says another: growth of the RMSE, or points.

    Examples
    --------
    >>> usual_margin("regression"), usual_margin("classification")
    (0.05, 0.01)
    """
    return USUAL_GROWTH if task in ("regression", "forecasting") else DEFAULT_MARGIN


def usual_budget(task: str) -> Budget:
    """Return the budget of somebody who asks for nothing."""
    return Budget(margin=usual_margin(task))


def _device(wish: BudgetWish, where: str) -> Device | None:
    if not wish.device:
        return None
    try:
        return device_named(wish.device)
    except InputError as error:
        if where == error.where:
            raise
        raise InputError(str(error), where=where) from None


def _limits_of(device: Device | None) -> dict[CostName, Limit]:
    if device is None:
        return {}
    known: tuple[tuple[CostName, int | None], ...] = (
        ("flash_bytes", device.flash_bytes),
        ("ram_bytes", device.ram_bytes),
    )
    return {cost: Limit(cost, most, device.name) for cost, most in known if most is not None}


def parse_cost(text: str, where: str = "--cost") -> VariantCosts:
    """Return the costs of one variant from ``NAME=flash:BYTES,ram:BYTES,latency:MS``.

    Examples
    --------
    >>> parse_cost("int8=flash:52k,latency:12.5").latency_ms.typical
    12.5

    Raises
    ------
    InputError
        When the text is of another form.
    """
    variant, equals, parts = text.rpartition("=")
    pairs = [part.partition(":")[::2] for part in parts.split(",")]
    if not equals or not variant or not all(key and value for key, value in pairs):
        raise InputError(f"expected {_FORM}, got {text!r}", where=where)
    return given_costs(variant, dict(pairs), where)


def given_costs(variant: str, given: Mapping[str, object], where: str) -> VariantCosts:
    """Return costs that a user gives by the names flash, ram and latency."""
    for name in given:
        if name not in _COSTS:
            hint = did_you_mean(name, _COSTS)
            raise InputError(
                f"no cost is called {name!r}{hint}; costs are {', '.join(_COSTS)}", where=where
            )
    flash, ram, latency = (_figure(name, given.get(name), where) for name in _COSTS)
    return VariantCosts(variant, flash, ram, latency)


def _figure(name: str, value: object, where: str) -> CostFigure:
    if value is None or value == "":
        return CostFigure.unknown("not given")
    if name != "latency":
        return CostFigure.of(bytes_of(str(value), where), "given")
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise InputError(f"expected milliseconds for latency, got {value!r}", where=where)
    return CostFigure.of(number, "given")


def shipping_of(
    wish: BudgetWish,
    costs: Sequence[str] = (),
    costs_file: Path | None = None,
    task: str = "classification",
) -> Shipping:
    """Return budget and costs from what options say.

    Parameters
    ----------
    wish : BudgetWish
    costs : sequence of str
        Each as `parse_cost` takes it; they come before those of the file.
    costs_file : path, optional
        See `read_costs`.
    task : str
        Whose usual margin counts where none is given.

    Raises
    ------
    InputError
        When any of it cannot be understood.
    """
    of_file = read_costs(costs_file) if costs_file is not None else []
    budget = budget_of(wish, usual_margin=usual_margin(task))
    shipping = Shipping.given(budget, [*of_file, *map(parse_cost, costs)])
    return replace(shipping, device=device_named(wish.device) if wish.device else None)


def read_costs(path: Path) -> list[VariantCosts]:
    """Return the costs in a YAML or CSV file, one a variant.

    YAML: ``int8: {flash: 53936, ram: 16k, latency: 12.5}``. CSV: columns variant, flash, ram and
    latency; cells may be empty.

    Raises
    ------
    InputError
        When the file cannot be read or has another form.
    """
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _yaml_rows(path)
    return [given_costs(name, row, f"{path}, {name}") for name, row in rows]


def _yaml_rows(path: Path) -> list[tuple[str, Mapping[str, object]]]:
    from afterfit.pipeline.config.strict_yaml import read_strict_yaml

    content = read_strict_yaml(path)
    if not isinstance(content, dict) or not all(isinstance(v, dict) for v in content.values()):
        raise InputError("expected one line a variant: `int8: {flash: 53936}`", where=str(path))
    return [(str(name), row) for name, row in content.items()]


def _csv_rows(path: Path) -> list[tuple[str, Mapping[str, object]]]:
    import csv

    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {why_unreadable(error)}", where=str(path)) from None
    if not rows or "variant" not in rows[0]:
        raise InputError(
            "expected the columns variant, flash, ram and latency, and a row", where=str(path)
        )
    return [
        (row["variant"], {name: value for name, value in row.items() if name != "variant"})
        for row in rows
    ]
