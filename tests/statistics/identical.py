"""Whether two values are the same to the last bit."""

from dataclasses import fields, is_dataclass

import numpy as np


def assert_identical(one: object, other: object, skip: tuple[str, ...] = (), at: str = "") -> None:
    """Fail, naming the place, unless two values have the same types, shapes and bytes."""
    assert type(one) is type(other), at
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        assert (one.dtype, one.shape, one.tobytes()) == (
            other.dtype,
            other.shape,
            other.tobytes(),
        ), at
    elif isinstance(one, tuple) and isinstance(other, tuple):
        assert len(one) == len(other), at
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            assert_identical(left, right, skip, f"{at}[{index}]")
    elif is_dataclass(one) and is_dataclass(other):
        for field in fields(one):
            if field.name not in skip:
                left, right = getattr(one, field.name), getattr(other, field.name)
                assert_identical(left, right, skip, f"{at}.{field.name}")
    else:
        assert one == other, at
