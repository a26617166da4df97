"""Model profiles as one JSON list."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from afterfit.readers.record_list import read_list, write_list
from afterfit.records import ModelProfile


@cache
def _adapter() -> TypeAdapter[tuple[ModelProfile, ...]]:
    return TypeAdapter(tuple[ModelProfile, ...])


def write_profiles(profiles: Iterable[ModelProfile], path: Path) -> None:
    """Write *profiles* to *path*, whole or not at all."""
    write_list(_adapter(), profiles, path)


def read_profiles(path: Path) -> tuple[ModelProfile, ...]:
    """Return the profiles that `write_profiles` wrote to *path*.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    return read_list(_adapter(), path, "model profiles")
