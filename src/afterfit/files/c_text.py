"""Texts and numbers as they stand in C: comments, strings, names, literals."""

import re
from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Za-z0-9 _.,;:+=()<>/\-]")
_NOT_IN_A_NAME = re.compile(r"[^A-Z0-9]+")


def c_comment(text: str) -> str:
    r"""Return *text* on one line, unable to end a comment or to start another.

    Every sign that could is written as its number: ``*``, without which neither ``*/`` nor ``/*``
    can occur, the backslash that joins lines, the question mark of trigraphs, and what is not
    printed.

    Examples
    --------
    >>> c_comment("*/ x"), c_comment("a/b, 5 %"), c_comment("two\nlines")
    ('_2a/ x', 'a/b, 5 %', 'two_0alines')
    """
    return "".join(
        f"_{ord(sign):02x}" if sign in "*\\?" or not sign.isprintable() else sign for sign in text
    )


def c_string(text: str) -> str:
    r"""Return *text* as a C string of its UTF-8 bytes.

    Examples
    --------
    >>> print(c_string('*/ "é"'))
    "\052/ \042\303\251\042"
    """
    signs = (chr(byte) for byte in text.encode("utf-8", errors="replace"))
    inside = "".join(sign if _PLAIN.match(sign) else f"\\{ord(sign):03o}" for sign in signs)
    return f'"{inside}"'


def c_float(value: float) -> str:
    """Return a number as a C literal of type float.

    Examples
    --------
    >>> c_float(0.1), c_float(1.0)
    ('0.1f', '1.0f')
    """
    text = f"{value:.9g}"  # nine digits tell every float apart
    return f"{text}f" if any(sign in text for sign in ".e") else f"{text}.0f"


def c_identifier(text: str, prefix: str) -> str:
    """Return *text* as one C identifier, behind *prefix* where it starts with no letter.

    Examples
    --------
    >>> c_identifier("model int8", "model_"), c_identifier("4bit", "model_")
    ('model_int8', 'model_4bit')
    """
    plain = re.sub(r"\W", "_", text, flags=re.ASCII)
    return plain if plain[:1].isalpha() else f"{prefix}{plain}"


def c_names(class_names: Sequence[str]) -> list[str]:
    """Return class names as parts of C identifiers, all different.

    Examples
    --------
    >>> c_names(["arc fault", "arc-fault", "2nd", "火"])
    ['ARC_FAULT', 'ARC_FAULT_2', '2ND', 'CLASS']
    """
    names: list[str] = []
    for text in class_names:
        plain = _NOT_IN_A_NAME.sub("_", text.upper()).strip("_")[:60].rstrip("_") or "CLASS"
        name, number = plain, 2
        while any(taken in (name, f"{name}_INT8") or f"{taken}_INT8" == name for taken in names):
            name, number = f"{plain}_{number}", number + 1
        names.append(name)
    return names
