"""Costs of variants as one JSON list."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from afterfit.readers.record_list import read_list, write_list
from afterfit.records import VariantCost


@cache
def _adapter() -> TypeAdapter[tuple[VariantCost, ...]]:
    return TypeAdapter(tuple[VariantCost, ...])


def write_costs(costs: Iterable[VariantCost], path: Path) -> None:
    """Write *costs* to *path*, whole or not at all."""
    write_list(_adapter(), costs, path)


def read_costs(path: Path) -> tuple[VariantCost, ...]:
    """Return the costs that `write_costs` wrote to *path*.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    return read_list(_adapter(), path, "costs")
