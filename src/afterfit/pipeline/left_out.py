"""Rows that were left out → the sentence that reports and the console show."""

from collections.abc import Iterable

from afterfit.statistics import LeftOutRows
from afterfit.wording import agreeing, counted


def left_out_notes(left_out: Iterable[LeftOutRows], n_counted: int) -> list[str]:
    """Return how many rows were left out and the first of them by file and row, or nothing."""
    whole = sum(left_out, LeftOutRows())
    if not whole.n_rows:
        return []
    n, n_all = whole.n_rows, whole.n_rows + n_counted
    were, hold = agreeing(n, "was", "were"), agreeing(n, "it holds", "they hold")
    told = f"{n:,} of {counted(n_all, 'row')} {were} left out: {hold} no probabilities."
    if not whole.examples:
        return [told]
    they = agreeing(n, "It is", "They are")
    which = they if n == len(whole.examples) else "The first are"
    return [f"{told} {which} {'; '.join(whole.examples)}."]
