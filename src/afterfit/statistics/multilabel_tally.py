"""Everything that one pass over multi-label predictions keeps."""

from dataclasses import dataclass, replace
from operator import add
from typing import Self

import numpy as np

from afterfit.errors import InputError
from afterfit.records import MultilabelPredictions
from afterfit.statistics.label_sets import label_questions
from afterfit.statistics.set_counts import SetCounts
from afterfit.statistics.source_numbers import number_sources
from afterfit.statistics.tally import ClassificationTally
from afterfit.statistics.tally_batch import tally_batch
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.vocabulary import places, united


@dataclass(frozen=True, slots=True, eq=False)
class MultilabelTally:
    """Counts of one variant on one split that add: each label for itself, and whole sets.

    As with `ClassificationTally`, batches may be cut anywhere and added in any order.
    """

    class_names: tuple[str, ...]
    variant: str
    split: str
    labels: tuple[ClassificationTally, ...]
    """One a label, of the question whether it is there (`label_questions`)."""
    source_names: tuple[str, ...]
    """Sources that have samples, sorted; empty where samples have no recording."""
    sets: SetCounts
    """By source; where samples have no recording, by groups they were dealt to."""

    def __add__(self, other: Self) -> Self:
        mine = (self.variant, self.split, self.class_names)
        if mine != (other.variant, other.split, other.class_names):
            raise InputError(
                "only batches of one variant on one split, with the same labels, add up, but one "
                f"is {mine} and the other {(other.variant, other.split, other.class_names)}"
            )
        names = united(self.source_names, other.source_names)
        return replace(
            self,
            labels=tuple(map(add, self.labels, other.labels)),
            source_names=names,
            sets=self._placed(names) + other._placed(names),
        )

    @property
    def n_samples(self) -> int:
        """All samples."""
        return int(self.sets.n_samples.sum())

    @property
    def n_sources(self) -> int:
        """Sources that have samples; without sources, each sample stands for itself."""
        return len(self.source_names) if self.source_names else self.n_samples

    @property
    def independent(self) -> bool:
        """Whether samples have no recording, and a source is a group they were dealt to."""
        return not self.source_names

    def _placed(self, names: tuple[str, ...]) -> SetCounts:
        if names == self.source_names:
            return self.sets
        return self.sets.placed(places(self.source_names, names), len(names))


def tally_multilabel(
    predictions: MultilabelPredictions, settings: TallySettings | None = None, first_row: int = 0
) -> MultilabelTally:
    """Return the tally of one batch, or of all rows where they fit in memory.

    Parameters
    ----------
    predictions : MultilabelPredictions
        Consecutive rows of one model on one split.
    settings : TallySettings, optional
        The same for all batches of a table; else those for a table of these rows.
    first_row : int
        Number of the first of the rows in the table.
    """
    n_labels = len(predictions.class_names)
    settings = settings or TallySettings.for_table(len(predictions), n_labels)
    sources = number_sources(predictions)
    labels = (tally_batch(one, settings, first_row) for one in label_questions(predictions))
    return MultilabelTally(
        class_names=predictions.class_names,
        variant=predictions.variant,
        split=predictions.split,
        labels=tuple(labels),
        source_names=sources.names,
        sets=SetCounts.of(predictions, np.asarray(sources.index), sources.n),
    )
