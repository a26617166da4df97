"""How well whole sets of labels were answered and ranked, counted by source."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import MultilabelPredictions
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.label_sets import LABEL_THRESHOLD
from afterfit.statistics.scored_rows import blocks


@dataclass(frozen=True, slots=True, eq=False)
class SetCounts:
    """Sums over the samples of each source that add to those of other batches, exactly.

    Values that are added must number the sources in the same way.
    """

    n_samples: NDArray[np.int64]
    """Samples, shape (n_sources,); so are all but the last."""
    n_exact: NDArray[np.int64]
    """Samples whose whole set of labels was right."""
    n_missed: NDArray[np.int64]
    """Labels that were there and not seen."""
    n_false: NDArray[np.int64]
    """Labels that were seen and not there."""
    overlap: ExactSums
    """Sum of |true ∩ seen| / |true ∪ seen|; 1 where both are empty."""
    n_ranked: NDArray[np.int64]
    """Samples that have some labels and lack others, so that a ranking can be right or wrong."""
    ranking_precision: ExactSums
    """Sum of the label-ranking precision of all samples; 1 where there is nothing to rank."""
    ranking_loss: ExactSums
    """Sum of the share of wrongly ordered pairs; 0 where there is nothing to rank."""
    coverage: NDArray[np.int64]
    """Sum of the depth to which the ranking must be read to find all labels; 0 without labels."""
    missed_and_seen: NDArray[np.int64]
    """Samples in which label i was missed while label j was falsely seen, (n_labels, n_labels)."""

    @classmethod
    def zero(cls, n_sources: int, n_labels: int) -> Self:
        """Return the counts of no samples."""
        none, sums = np.zeros(n_sources, dtype=np.int64), ExactSums.zero(n_sources)
        pairs = np.zeros((n_labels, n_labels), dtype=np.int64)
        return cls(none, none, none, none, sums, none, sums, sums, none, pairs)

    @classmethod
    def of(
        cls, predictions: MultilabelPredictions, source: NDArray[np.int64], n_sources: int
    ) -> Self:
        """Count one batch; *source* numbers the source of each sample, shape (n_samples,)."""
        total = cls.zero(n_sources, len(predictions.class_names))
        for rows in blocks(len(predictions)):
            part = _Rows(predictions.y_true[rows], predictions.scores[rows])
            total = total + cls._of_rows(part, source[rows], n_sources)
        return total

    @classmethod
    def _of_rows(cls, rows: "_Rows", source: NDArray[np.int64], n_sources: int) -> Self:
        def count(values: NDArray[np.generic]) -> NDArray[np.int64]:
            sums = np.zeros(n_sources, dtype=np.int64)
            np.add.at(sums, source, values.astype(np.int64))
            return sums

        def total(values: NDArray[np.float64]) -> ExactSums:
            return ExactSums.of(values, source, n_sources)

        return cls(
            n_samples=np.bincount(source, minlength=n_sources),
            n_exact=count((rows.seen == rows.true).all(axis=1)),
            n_missed=count(rows.missed.sum(axis=1)),
            n_false=count(rows.false.sum(axis=1)),
            overlap=total(rows.overlap),
            n_ranked=count(rows.is_ranked),
            ranking_precision=total(rows.ranking_precision),
            ranking_loss=total(rows.ranking_loss),
            coverage=count(rows.coverage),
            missed_and_seen=rows.missed_and_seen,
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.n_samples + other.n_samples,
            self.n_exact + other.n_exact,
            self.n_missed + other.n_missed,
            self.n_false + other.n_false,
            self.overlap + other.overlap,
            self.n_ranked + other.n_ranked,
            self.ranking_precision + other.ranking_precision,
            self.ranking_loss + other.ranking_loss,
            self.coverage + other.coverage,
            self.missed_and_seen + other.missed_and_seen,
        )

    def placed(self, place: NDArray[np.int64], n_sources: int) -> Self:
        """Return the same counts with source i called ``place[i]``, one of *n_sources*."""

        def moved(values: NDArray[np.int64]) -> NDArray[np.int64]:
            all_values = np.zeros(n_sources, dtype=np.int64)
            all_values[place] = values
            return all_values

        return replace(
            self,
            n_samples=moved(self.n_samples),
            n_exact=moved(self.n_exact),
            n_missed=moved(self.n_missed),
            n_false=moved(self.n_false),
            overlap=self.overlap.placed(place, n_sources),
            n_ranked=moved(self.n_ranked),
            ranking_precision=self.ranking_precision.placed(place, n_sources),
            ranking_loss=self.ranking_loss.placed(place, n_sources),
            coverage=moved(self.coverage),
        )


class _Rows:
    """Truth and scores of some samples, and what follows from them row by row."""

    def __init__(self, true: NDArray[np.bool_], scores: NDArray[np.float64]) -> None:
        self.true, self.scores = true, scores
        self.seen = scores >= LABEL_THRESHOLD
        self.missed, self.false = true & ~self.seen, self.seen & ~true
        self.n_true = true.sum(axis=1)
        self.is_ranked = (self.n_true > 0) & (self.n_true < true.shape[1])

    @property
    def overlap(self) -> NDArray[np.float64]:
        either = (self.true | self.seen).sum(axis=1)
        both = (self.true & self.seen).sum(axis=1)
        return np.where(either > 0, both / np.maximum(either, 1), 1.0)

    @property
    def missed_and_seen(self) -> NDArray[np.int64]:
        # Whole numbers below 2^53 are exact in floats, whose matrix product is the fast one.
        together = self.missed.T.astype(np.float64) @ self.false.astype(np.float64)
        return together.astype(np.int64)

    @cached_property
    def _ranks(self) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
        """Precision summed over true labels, wrong pairs, and depth of the deepest true label.

        A label stands behind all labels of the same score: ties never flatter.
        """
        n, n_labels = self.true.shape
        precision = np.zeros(n)
        wrong, depth = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        for place in range(n_labels):
            there = self.true[:, place]
            ahead = self.scores[there] >= self.scores[there, place, None]
            rank = ahead.sum(axis=1)
            true_rank = (ahead & self.true[there]).sum(axis=1)
            precision[there] += true_rank / rank
            wrong[there] += rank - true_rank
            depth[there] = np.maximum(depth[there], rank)
        return precision, wrong, depth

    @property
    def ranking_precision(self) -> NDArray[np.float64]:
        precision = self._ranks[0] / np.maximum(self.n_true, 1)
        return np.where(self.is_ranked, np.minimum(precision, 1.0), 1.0)

    @property
    def ranking_loss(self) -> NDArray[np.float64]:
        pairs = self.n_true * (self.true.shape[1] - self.n_true)
        return np.where(self.is_ranked, self._ranks[1] / np.maximum(pairs, 1), 0.0)

    @property
    def coverage(self) -> NDArray[np.int64]:
        return self._ranks[2]
