"""Which of the variants that were tested a single chart shows."""

from collections.abc import Sequence
from typing import TypeVar

from afterfit.errors import InputError

Tested = TypeVar("Tested")


def last_tested(variants: Sequence[Tested]) -> Tested:
    """Return the last variant and split that was tested.

    Raises
    ------
    InputError
        When there is none.
    """
    if not variants:
        raise InputError("an analysis without any tested variant has no chart")
    return variants[-1]
