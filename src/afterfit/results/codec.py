"""Results to JSON and back; numbers that JSON has no word for are the texts NaN and Infinity."""

from functools import cache
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


def to_json(result: Result, *, indent: int | None = None) -> str:
    """Return *result* as JSON text; ``kind`` tells which type it is.

    Examples
    --------
    >>> from afterfit.results import ConfusionMatrix, Scope
    >>> matrix = ConfusionMatrix(Scope("int8", "test", 3, 1), ("a", "b"), ((1, 0), (1, 1)))
    >>> from_json(to_json(matrix)) == matrix
    True
    """
    return encode(result, indent=indent, inf_nan_mode="strings", fallback=_array_to_list).decode()


@cache
def _adapter() -> TypeAdapter[Result]:
    return TypeAdapter(Annotated[Result, Field(discriminator="kind")])


def from_json(text: str | bytes) -> Result:
    """Return the result that `to_json` wrote.

    Raises
    ------
    InputError
        When the text is not JSON or not one of afterfit's results.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = " -> ".join(str(step) for step in first["loc"])
        raise InputError(f"not a result that afterfit wrote: {first['msg']}", where=where) from None
