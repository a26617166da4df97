"""Model profiles as one JSON list."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from afterfit.errors import InputError
from afterfit.files import write_bytes
from afterfit.records import ModelProfile


@cache
def _adapter() -> TypeAdapter[tuple[ModelProfile, ...]]:
    return TypeAdapter(tuple[ModelProfile, ...])


def write_profiles(profiles: Iterable[ModelProfile], path: Path) -> None:
    """Write *profiles* to *path*, whole or not at all."""
    write_bytes(path, _adapter().dump_json(tuple(profiles), indent=2) + b"\n")


def read_profiles(path: Path) -> tuple[ModelProfile, ...]:
    """Return the profiles that `write_profiles` wrote to *path*.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    try:
        return _adapter().validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"no such file of model profiles: {path}") from None
    except ValidationError as error:
        first = error.errors()[0]["msg"]
        raise InputError(f"not profiles that afterfit wrote: {first}", where=str(path)) from None
