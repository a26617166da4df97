"""Rows that were left out → the sentence that reports and the console show."""

from collections.abc import Iterable

from afterfit.statistics import LeftOutRows


def left_out_notes(left_out: Iterable[LeftOutRows], n_counted: int) -> list[str]:
    """Return how many rows were left out and the first of them by file and row, or nothing."""
    whole = sum(left_out, LeftOutRows())
    if not whole.n_rows:
        return []
    n_all = whole.n_rows + n_counted
    told = f"{whole.n_rows:,} of {n_all:,} rows were left out: they hold no probabilities."
    if not whole.examples:
        return [told]
    which = "They are" if whole.n_rows == len(whole.examples) else "The first are"
    return [f"{told} {which} {'; '.join(whole.examples)}."]
