"""What a column holds → the slices that it makes."""

from collections.abc import Mapping
from itertools import pairwise

from afterfit.errors import InputError
from afterfit.files import natural_order
from afterfit.records import SliceColumn
from afterfit.statistics import ColumnSurvey
from afterfit.statistics.column_survey import MOST_TEXTS
from afterfit.wording.numbers import digits

MOST_VALUES = 50
"""Values of a column of words that are slices of their own."""
MOST_NUMBERS = 10
"""Different numbers that are slices of their own; with more, numbers are cut into ranges."""
N_RANGES = 5


def plan_column(name: str, survey: ColumnSurvey) -> SliceColumn:
    """Return the slices of a column: its values, or five ranges with equally many rows.

    A column of numbers with more than ten different ones is cut at the quintiles of all rows, of
    every variant and split. Of words the 50 with most rows are slices, the rest share one; rows
    without a value are a slice too.

    Raises
    ------
    InputError
        When the column holds so many different words that it is an id, not a slice.
    """
    if not survey.n_words:
        return _of_numbers(name, survey)
    if survey.texts is None:
        raise InputError(
            f"column {name!r} holds more than {MOST_TEXTS:,} different texts, as an id does; a "
            "slice is shared by many rows",
            where="--slice",
        )
    return _of_words(name, survey.texts)


def _of_words(name: str, texts: Mapping[str, int]) -> SliceColumn:
    texts = {text: n for text, n in texts.items() if text.lower() != "nan"}
    by_size = sorted(texts, key=lambda text: (-texts[text], text))
    values = sorted(by_size[:MOST_VALUES], key=lambda text: (natural_order(text), text))
    return SliceColumn(name, "words", tuple(values), n_pooled=len(texts) - len(values))


def _of_numbers(name: str, survey: ColumnSurvey) -> SliceColumn:
    levels = survey.levels
    if not len(levels.cells):
        return SliceColumn(name, "ranges", ())
    if levels.is_exact and len(levels.cells) <= MOST_NUMBERS:
        numbers = tuple(levels.lowest.tolist())
        return SliceColumn(name, "numbers", _told_apart(numbers), numbers)
    limits = levels.limits(N_RANGES)
    return SliceColumn(name, "ranges", _ranges(_told_apart(limits)), limits)


def _told_apart(numbers: tuple[float, ...]) -> tuple[str, ...]:
    """Return numbers as texts, with so many digits that all of them differ."""
    for n_digits in (4, 8, 17):
        texts = tuple(digits(number, n_digits) for number in numbers)
        if len(set(texts)) == len(texts):
            return texts
    return tuple(repr(number) for number in numbers)


def _ranges(limits: tuple[str, ...]) -> tuple[str, ...]:
    if not limits:
        return ("all",)
    between = (f"{low} to {high}" for low, high in pairwise(limits))
    return (f"below {limits[0]}", *between, f"{limits[-1]} and above")
