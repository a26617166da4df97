"""Frozen records as one JSON list."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from afterfit.errors import InputError
from afterfit.files import write_bytes

_Record = TypeVar("_Record")


def write_list(
    adapter: TypeAdapter[tuple[_Record, ...]], records: Iterable[_Record], path: Path
) -> None:
    """Write *records* to *path*, whole or not at all."""
    write_bytes(path, adapter.dump_json(tuple(records), indent=2) + b"\n")


def read_list(
    adapter: TypeAdapter[tuple[_Record, ...]], path: Path, what: str
) -> tuple[_Record, ...]:
    """Return the records that `write_list` wrote to *path*; *what* names them in a message.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    try:
        return adapter.validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"no such file of {what}: {path}") from None
    except ValidationError as error:
        first = error.errors()[0]["msg"]
        raise InputError(
            f"not {what} that this version of afterfit wrote: {first}; make the file again with "
            "the command that made it (afterfit run or analyze)",
            where=str(path),
        ) from None
