"""What the cells of columns hold, before they are made into slices."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from afterfit.statistics.number_levels import NumberLevels
from afterfit.statistics.tally_settings import TallySettings

MOST_TEXTS = 100_000
"""Different texts of a column that are told apart; an id of each row is no slice."""


@dataclass(frozen=True, slots=True, eq=False)
class ColumnSurvey:
    """Values of one column and how often each was seen."""

    n_rows: int
    n_missing: int
    """Rows whose cell is empty, or nan."""
    n_words: int
    """Rows whose cell is neither missing nor a number."""
    texts: Mapping[str, int] | None
    """Rows of each text, numbers as they are written; None where there are too many."""
    levels: NumberLevels
    """Rows of each number."""

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.n_rows + other.n_rows,
            self.n_missing + other.n_missing,
            self.n_words + other.n_words,
            _added(self.texts, other.texts),
            self.levels + other.levels,
        )


def _added(
    one: Mapping[str, int] | None, other: Mapping[str, int] | None
) -> Mapping[str, int] | None:
    if one is None or other is None:
        return None
    texts = Counter(one)
    texts.update(other)
    return dict(texts) if len(texts) <= MOST_TEXTS else None


@dataclass(frozen=True, slots=True, eq=False)
class SurveyTally:
    """Surveys of some columns, over all variants and splits; batches of them add."""

    columns: tuple[ColumnSurvey, ...]
    variant: str = ""
    split: str = ""

    def __add__(self, other: Self) -> Self:
        pairs = zip(self.columns, other.columns, strict=True)
        return type(self)(tuple(one + more for one, more in pairs))


def as_surveyed(batch: SurveyTally, settings: TallySettings, first_row: int) -> SurveyTally:
    """Return a batch that was counted while it was read, as jobs want it."""
    return batch
