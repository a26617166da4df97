"""How many bits an element takes."""

from types import MappingProxyType

ELEMENT_BITS = MappingProxyType(
    {
        "float64": 64,
        "float32": 32,
        "float16": 16,
        "bfloat16": 16,
        "int64": 64,
        "uint64": 64,
        "int32": 32,
        "uint32": 32,
        "int16": 16,
        "uint16": 16,
        "int8": 8,
        "uint8": 8,
        "bool": 8,
        "int4": 4,
        "uint4": 4,
        "int2": 2,
        "uint2": 2,
    }
)
"""By the name of the type; texts and resources have no fixed size."""
