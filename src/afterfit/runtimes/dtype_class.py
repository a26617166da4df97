"""How the operators with weights compute → how the model computes."""

from collections.abc import Iterable
from typing import Literal

from afterfit.records.model_graph import DtypeClass

Computation = Literal["float", "weight-only", "hybrid", "int8", "other"]
"""How one operator with weights computes; "other" stands for integers of other widths."""

FLOATS = frozenset({"float32", "float16", "bfloat16", "float64"})
BYTES = frozenset({"int8", "uint8"})
INTEGERS = BYTES | {"int4", "uint4", "int2", "int16"}


def computation(activation: str, weight: str, stored: str) -> Computation:
    """Return how one operator computes.

    Parameters
    ----------
    activation, weight
        Element types that the operator reads.
    stored
        Element type that its weight has in the file, before a step that dequantises it.

    Examples
    --------
    >>> computation("float32", "int8", "int8"), computation("float32", "float32", "int8")
    ('hybrid', 'weight-only')
    """
    if activation in FLOATS and weight in FLOATS:
        return "float" if stored in FLOATS else "weight-only"
    if activation in FLOATS and weight in INTEGERS:
        return "hybrid"
    return "int8" if activation in BYTES and weight in BYTES else "other"


def dtype_class(computations: Iterable[Computation], end_dtypes: Iterable[str]) -> DtypeClass:
    """Return the class of a model from its operators with weights and its inputs and outputs.

    A float operator beside quantised ones, such as a small layer that a converter left alone,
    does not make weight-only and hybrid models mixed.
    """
    kinds = set(computations)
    if not kinds:
        return "no weights"
    if kinds == {"int8"}:
        return "int8 with float ends" if FLOATS & set(end_dtypes) else "int8"
    if kinds == {"float"}:
        return "float"
    if kinds <= {"float", "weight-only"}:
        return "weight-only"
    return "hybrid" if kinds <= {"float", "hybrid"} else "mixed"
