"""Python's collector of cycles, kept from what was there before."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_BY_PYTHON = 1000
"""More objects than Python 3.12 freezes by itself as it starts."""


@contextmanager
def collecting_new_objects() -> Iterator[None]:
    """Let the collector look at the objects alone that the block makes.

    It would go through all that imports have made again and again, a twentieth of the time of ten
    million rows. Where a caller has frozen objects already, nothing changes.
    """
    if gc.get_freeze_count() > _BY_PYTHON:
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
