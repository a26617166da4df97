"""The features that say most about a class or a target, as bars."""

from collections.abc import Sequence
from typing import Any

from afterfit.views.numbers import count, counted
from afterfit.views.palette import CORRECT

MOST_FEATURES = 20
"""Features that tables and charts show."""


def bars_of_bits(
    values: Sequence[dict[str, Any]], of: str, more_hover: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """Return a bar for each of *values*: "feature", and "bits" of mutual information with *of*."""
    return {
        "data": {"values": list(values)},
        "width": 320,
        "height": {"step": 16},
        "mark": {"type": "bar", "color": CORRECT},
        "encoding": {
            "y": {"field": "feature", "type": "nominal", "sort": None,
                  "axis": {"title": "Feature", "labelLimit": 260}},
            "x": {"field": "bits", "type": "quantitative",
                  "axis": {"title": f"Mutual information with the {of} (bit)"}},
            "tooltip": [
                {"field": "feature", "type": "nominal", "title": "Feature"},
                {"field": "bits", "type": "quantitative", "title": "Bit"},
                *more_hover,
            ],
        },
    }  # fmt: skip


def shown_of(n_shown: int, n_all: int) -> str:
    """Return how many of the features are shown."""
    return f"{count(n_shown)} of {counted(n_all, 'feature')}"
