"""JSON text → value, or an error that names the file."""

import json
from pathlib import Path
from typing import Any

from afterfit.errors import InputError


def read_json(path: Path) -> Any:
    """Return what a JSON file holds; Python's NaN and Infinity are numbers there too.

    Raises
    ------
    InputError
        When it cannot be read; a file that ends too early is told as such.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"is no JSON, or was cut short: line {error.lineno}, column {error.colno}: {error.msg}",
            where=str(path),
        ) from None


def is_number(value: Any) -> bool:
    """Tell whether a JSON value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_curve(value: Any) -> bool:
    """Tell whether a JSON value is a list of numbers, with nulls where there was none."""
    return (
        isinstance(value, list)
        and any(map(is_number, value))
        and all(one is None or is_number(one) for one in value)
    )
