"""Everything that one pass over the predictions of one model on one split keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import add
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.left_out_rows import LeftOutRows
from afterfit.statistics.loss_sums import LossSums
from afterfit.statistics.margin_counts import MarginCounts
from afterfit.statistics.rank_counts import RankCounts
from afterfit.statistics.row_ranges import RowRanges
from afterfit.statistics.score_levels import ScoreLevels
from afterfit.statistics.sorted_scores import SortedScores
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_tallies import SourceTallies
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.top_errors import TopErrors
from afterfit.statistics.vocabulary import places, united


@dataclass(frozen=True, slots=True, eq=False)
class ClassificationTally:
    """Counts of one variant on one split that add, from which every analysis follows.

    Batches may be cut anywhere and added in any order: every field comes out the same to the last
    bit, since sums are whole numbers, names are sorted and rows are known by their number.
    Memory depends on classes, sources, kept errors and, below the limit of `TallySettings`,
    scores; never on rows beyond that.
    `tally_batch` makes one.
    """

    class_names: tuple[str, ...]
    variant: str
    split: str
    settings: TallySettings
    source_names: tuple[str, ...]
    """Sources that have samples, sorted; empty where samples have no recording."""
    confusion: SourceConfusion
    """Confusion by source; where samples have no recording, by groups they were dealt to."""
    answered: SourceConfusion
    """The part of it whose highest score is at least ``settings.min_confidence``."""
    scored: NDArray[np.int64]
    """Samples of each source that came with scores, shape (n_sources,)."""
    log_loss: ExactSums
    """Sum of -ln(probability of the true class) of each source."""
    brier: ExactSums
    """Sum of half the squared distance between probabilities and truth of each source."""
    scores: tuple[SortedScores, ...]
    """All scores of each class against the rest, then all highest scores, right predictions
    against wrong ones; empty unless scores are kept one by one."""
    calibration: CalibrationCounts
    """Scores in fine bins, which also stand in for ``scores`` where those are not kept."""
    margins: MarginCounts
    ranks: RankCounts
    errors: TopErrors
    rows: RowRanges
    """Rows that were counted."""
    left_out: LeftOutRows = field(default_factory=LeftOutRows)
    """Rows that the reader left out on the user's wish."""

    @classmethod
    def zero(
        cls, class_names: Sequence[str], variant: str, split: str, settings: TallySettings
    ) -> Self:
        """Return the tally of no samples."""
        k = len(class_names)
        return cls(
            class_names=tuple(class_names),
            variant=variant,
            split=split,
            settings=settings,
            source_names=(),
            confusion=SourceConfusion.zero(0, k),
            answered=SourceConfusion.zero(0, k),
            scored=np.zeros(0, dtype=np.int64),
            log_loss=ExactSums.zero(0),
            brier=ExactSums.zero(0),
            scores=(SortedScores.zero(),) * (k + 1) if settings.exact else (),
            calibration=CalibrationCounts.zero(k),
            margins=MarginCounts.zero(k),
            ranks=RankCounts.zero(0),
            errors=TopErrors.zero(k, settings.errors_per_class),
            rows=RowRanges(),
        )

    def __add__(self, other: Self) -> Self:
        self._check_same_kind(other)
        left_out = self.left_out + other.left_out
        if not self.n_samples or not other.n_samples:
            return replace(self if self.n_samples else other, left_out=left_out)
        alike = self.confusion.independent == other.confusion.independent
        check_all_or_none_named(alike, self.variant, self.split)
        names = united(self.source_names, other.source_names)
        one, more = self._placed(names), other._placed(names)
        return replace(
            one,
            confusion=one.confusion + more.confusion,
            answered=one.answered + more.answered,
            scored=one.scored + more.scored,
            log_loss=one.log_loss + more.log_loss,
            brier=one.brier + more.brier,
            scores=tuple(map(add, one.scores, more.scores)),
            calibration=one.calibration + more.calibration,
            margins=one.margins + more.margins,
            ranks=one.ranks + more.ranks,
            errors=one.errors + more.errors,
            rows=one.rows + more.rows,
            left_out=left_out,
        )

    @property
    def n_samples(self) -> int:
        """All samples."""
        return self.confusion.n_samples

    @property
    def n_sources(self) -> int:
        """Sources that have samples; without sources, each sample stands for itself."""
        if self.confusion.independent:
            return self.n_samples
        return len(self.source_names)

    def losses(self) -> LossSums:
        """Return the loss sums by source, shape (n_sources,)."""
        return LossSums(self.scored, self.log_loss.floats(), self.brier.floats())

    def levels(self) -> tuple[ScoreLevels, ...]:
        """Return positives and negatives by falling score, one a class."""
        return tuple(map(self.levels_of, range(len(self.class_names))))

    def levels_of(self, index: int) -> ScoreLevels:
        """Return those of one class; where scores are kept one by one, all at once need memory."""
        if self.settings.exact:
            return ScoreLevels.exact(self.scores[index].counts())
        return self.calibration.classes.levels(index)

    def confidence(self) -> ScoreLevels:
        """Return right (positive) and wrong predictions by falling highest score."""
        if self.settings.exact:
            return ScoreLevels.exact(self.scores[-1].counts())
        return self.calibration.top_label.levels(0)

    def top(self, k: int) -> SourceTallies:
        """Return samples whose true class is among the first *k*, at most 5; one group."""
        return replace(self.ranks.top(k), independent=self.confusion.independent)

    def _placed(self, names: tuple[str, ...]) -> Self:
        """Return the same tally with sources numbered as in *names*, which holds them all."""
        if names == self.source_names:
            return self
        place, n = places(self.source_names, names), len(names)
        scored = np.zeros(n, dtype=np.int64)
        scored[place] = self.scored
        return replace(
            self,
            source_names=names,
            confusion=self.confusion.placed(place, n),
            answered=self.answered.placed(place, n),
            scored=scored,
            log_loss=self.log_loss.placed(place, n),
            brier=self.brier.placed(place, n),
            ranks=self.ranks.placed(place, n),
            errors=self.errors.placed(place),
        )

    def _check_same_kind(self, other: Self) -> None:
        for name in ("variant", "split", "class_names", "settings"):
            one, more = getattr(self, name), getattr(other, name)
            if one != more:
                raise InputError(
                    f"only batches of one variant on one split, with the same classes, add up, "
                    f"but {name} is {one!r} against {more!r}"
                )


def check_all_or_none_named(alike: bool, variant: str, split: str) -> None:
    """Refuse rows of which only some name their recording."""
    if not alike:
        raise InputError(
            f"some rows of {variant} on {split} name the source they came from and others do not; "
            "give all rows a source, or none"
        )
