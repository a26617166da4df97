"""Texts from users made harmless where a file system or a spreadsheet would read more into them."""

import re
from hashlib import sha256

_UNSAFE = re.compile(r"[^\w.\-]+", re.ASCII)
_DIGITS = re.compile(r"([0-9]+)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_name(text: str, max_length: int = 80) -> str:
    """Return *text* as one file name: no separators, no leading dot; a hash keeps it unique.

    A name that needs no change is returned as it is.

    Examples
    --------
    >>> safe_name("walking")
    'walking'
    >>> safe_name("../x")
    'x-d6b96a97'
    """
    plain = _UNSAFE.sub("_", text).lstrip("._")[:max_length].rstrip(".")
    if plain and plain == text:
        return plain
    return f"{plain or '_'}-{sha256(text.encode()).hexdigest()[:8]}"


def csv_cell(text: str) -> str:
    """Return *text* so that a spreadsheet shows it instead of computing it.

    Spreadsheets run cells that start with ``= + - @``; a leading apostrophe stops them
    (OWASP, "CSV Injection").

    Examples
    --------
    >>> csv_cell("=cmd()")
    "'=cmd()"
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def natural_order(text: str) -> tuple[str, str]:
    """Return a sort key by which "p2" comes before "p10", at any length of a number.

    Examples
    --------
    >>> sorted(["p10", "p2", "p1"], key=natural_order)
    ['p1', 'p2', 'p10']
    """
    return _DIGITS.sub(_number, text), text


def _number(digits: re.Match[str]) -> str:
    # A longer number is a larger one; int() refuses more than a few thousand digits. No text comes
    # before a zero, so a number comes before all that could stand in its place.
    plain = digits[0].lstrip("0")
    return f"\0{len(plain):09}{plain}"
