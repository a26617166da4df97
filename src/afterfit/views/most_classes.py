"""Which classes to show where there are more than a page can hold."""

from collections.abc import Sequence

from afterfit.views.numbers import count

MOST_CLASSES = 40
"""Beyond this, heatmaps, panels and columns hold only the classes that matter most."""


def shown_classes(weights: Sequence[float], most: int = MOST_CLASSES) -> list[int]:
    """Return the indices of the classes with the largest *weights*, in class order.

    All of them where there are no more than *most*; among equals the first.

    Examples
    --------
    >>> shown_classes([0, 5, 1, 5], most=2)
    [1, 3]
    """
    by_weight = sorted(range(len(weights)), key=lambda i: -weights[i])
    return sorted(by_weight[:most])


def confusion_weights(counts: Sequence[Sequence[int]]) -> list[int]:
    """Return, for each class, the errors that it has a part in, as truth or as answer."""
    out = [sum(row) - row[i] for i, row in enumerate(counts)]
    into = [sum(column) - column[i] for i, column in enumerate(zip(*counts, strict=True))]
    return [a + b for a, b in zip(out, into, strict=True)]


def shown_note(n_shown: int, n_all: int, why: str) -> str:
    """Return what is left out, or nothing where nothing is.

    Examples
    --------
    >>> shown_note(40, 1000, "most errors"), shown_note(3, 3, "most errors")
    ('the 40 of 1,000 classes with the most errors', '')
    """
    if n_shown == n_all:
        return ""
    return f"the {count(n_shown)} of {count(n_all)} classes with the {why}"
