"""Results to JSON and back; numbers that JSON has no word for are the texts NaN and Infinity."""

import json
from functools import cache
from importlib.metadata import version
from typing import Annotated, Any

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_json as encode

from afterfit.errors import InputError
from afterfit.results.result import Result


def _array_to_list(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise TypeError(f"no JSON form for {type(value).__name__}")


FORM = 2
"""Number of the form in which results are written; it rises when an earlier one no longer fits."""


def to_json(result: Result, *, indent: int | None = None) -> str:
    """Return *result* as JSON text; ``kind`` tells which type it is, ``form`` who can read it.

    Examples
    --------
    >>> from afterfit.results import ConfusionMatrix, Scope
    >>> matrix = ConfusionMatrix(Scope("int8", "test", 3, 1), ("a", "b"), ((1, 0), (1, 1)))
    >>> from_json(to_json(matrix)) == matrix
    True
    """
    text = encode(result, indent=indent, inf_nan_mode="strings", fallback=_array_to_list).decode()
    stamp = json.dumps({"form": FORM, "afterfit": version("afterfit")}, indent=indent)
    return f"{stamp.rstrip().removesuffix('}').rstrip()},{text.removeprefix('{')}"


@cache
def _adapter() -> TypeAdapter[Result]:
    return TypeAdapter(Annotated[Result, Field(discriminator="kind")])


def from_json(text: str | bytes, *, where: str | None = None) -> Result:
    """Return the result that `to_json` wrote.

    Parameters
    ----------
    text : str or bytes
    where : str, optional
        The file that it comes from, for messages.

    Raises
    ------
    InputError
        When the text is not JSON, not one of afterfit's results, or was written in a form that
        this version does not read; the message says which version wrote it, and what to do.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        raise InputError(_why_not(text, error), where=where) from None


def _why_not(text: str | bytes, error: ValidationError) -> str:
    first = error.errors()[0]
    try:
        content = json.loads(text)
    except ValueError as damage:
        return f"not JSON, so it is damaged or no result of afterfit: {damage}"
    if not isinstance(content, dict) or "kind" not in content:
        return "not a result that afterfit wrote: it does not say of which kind it is"
    form = content.get("form", 1)
    if form != FORM:
        writer = f"afterfit {content['afterfit']}" if "afterfit" in content else "an older afterfit"
        return (
            f"{writer} wrote this in form {form}, and this is afterfit {version('afterfit')}, "
            f"which reads form {FORM}; make it again with the command that made it (afterfit run, "
            "analyze or compare)"
        )
    place = " -> ".join(str(step) for step in first["loc"])
    return f"not a result that afterfit wrote: {first['msg']} at {place}"
