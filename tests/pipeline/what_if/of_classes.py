"""What-if results of classifiers."""

from typing import Any

from afterfit.pipeline.what_if import what_if
from afterfit.results import WhatIf


def tried_on_classes(*given: Any, **named: Any) -> WhatIf:
    """Return `what_if` of a classifier."""
    found = what_if(*given, **named)
    assert isinstance(found, WhatIf)
    return found
