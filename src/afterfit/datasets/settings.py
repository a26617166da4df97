"""One setting → its checked value, or an error with the key's path."""

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from afterfit.errors import InputError, did_you_mean

SECTION = "data_processing_feature_extraction"

Check = Callable[[str, Any], Any]
"""Takes a key and what the user wrote; returns the value to use, or raises InputError."""


def wrong(key: str, message: str) -> InputError:
    """Return the error for *key* of the section, its path in front."""
    return InputError(message, where=f"{SECTION} -> {key}")


def whole_number(at_least: int) -> Check:
    """Return a check for an integer of *at_least* that much."""

    def check(key: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
            raise wrong(key, f"must be a whole number of at least {at_least}, got {value!r}")
        return value

    return check


def number(key: str, value: Any) -> float:
    """Return a finite number; a text such as "1e-12" counts, since YAML reads it as text."""
    try:
        result = float(value)
    except (TypeError, ValueError):
        result = float("nan")
    if isinstance(value, bool) or not isfinite(result):
        raise wrong(key, f"must be a number, got {value!r}")
    return result


def positive_number(key: str, value: Any) -> float:
    """Return a number above 0."""
    result = number(key, value)
    if result <= 0:
        raise wrong(key, f"must be above 0, got {value!r}")
    return result


def switch(key: str, value: Any) -> bool:
    """Return True or False; 1 and 0 mean the same."""
    if value not in (0, 1):
        raise wrong(key, f"must be True or False, got {value!r}")
    return bool(value)


def one_of(*known: str) -> Check:
    """Return a check for one of the *known* words."""

    def check(key: str, value: Any) -> str:
        if value not in known:
            hint = did_you_mean(str(value), known)
            raise wrong(key, f"must be one of {', '.join(known)}, got {value!r}{hint}")
        return str(value)

    return check


def log_base(key: str, value: Any) -> float | str:
    """Return the base of a logarithm: "e", or a positive number other than 1."""
    if value == "e":
        return "e"
    base = positive_number(key, value)
    if base == 1:
        raise wrong(key, "must be 'e' or a positive number other than 1, got 1")
    return base


def divisor(key: str, value: Any) -> float | None:
    """Return a number other than 0, or None where there is nothing to divide by."""
    if value is None:
        return None
    result = number(key, value)
    if result == 0:
        raise wrong(key, "must not be 0, since the readings are divided by it")
    return result


def transforms(offered: Sequence[str], not_offered: Sequence[str] = ()) -> Check:
    """Return a check for a list of *offered* transforms; one name alone counts as a list."""

    def check(key: str, value: Any) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)):
            raise wrong(key, f"must be a list of transforms, got {value!r}")
        for name in names:
            _check_transform(key, name, offered, not_offered)
        return tuple(names)

    return check


def _check_transform(
    key: str, name: object, offered: Sequence[str], not_offered: Sequence[str]
) -> None:
    if name in offered:
        return
    choices = f"offered are {', '.join(offered)}"
    if name in not_offered:
        raise wrong(key, f"the transform {name} is not offered yet; {choices}")
    raise wrong(key, f"unknown transform {name!r}{did_you_mean(str(name), offered)}; {choices}")


def variables(key: str, value: Any) -> int | tuple[int, ...] | tuple[str, ...]:
    """Return which columns to read: how many from the left, or their places, or their names.

    Places count from 0 after time columns are dropped; places written as text, "2", count too.
    """
    if isinstance(value, int):
        return int(whole_number(1)(key, value))
    if not isinstance(value, (list, tuple)) or not value:
        raise wrong(
            key, f"must be a number of columns, or a list of their places or names, got {value!r}"
        )
    if len(set(map(str, value))) < len(value):
        raise wrong(key, f"names a column twice: {list(value)!r}")
    return _places_or_names(key, value)


def _places_or_names(key: str, value: Sequence[Any]) -> tuple[int, ...] | tuple[str, ...]:
    if all(str(each).isdecimal() and not isinstance(each, bool) for each in value):
        return tuple(int(each) for each in value)
    if all(isinstance(each, str) and not each.isdecimal() for each in value):
        return tuple(value)
    raise wrong(key, f"must hold places from 0 or names, not a mixture, got {list(value)!r}")
