"""From which confidence on detections should be believed."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.draws import Draws, estimate_from
from afterfit.analyses.detection.matching import IOUS, Matches
from afterfit.analyses.estimates import without_interval
from afterfit.results import ConfidencePoint, DetectorConfidence, Estimate, Scope

PRECISIONS = (0.9, 0.99)
"""Precisions for which a confidence is looked for."""
GRID = np.linspace(0, 1, 101)


def choose_confidence(matches: Matches, draws: Draws, scope: Scope) -> DetectorConfidence:
    """Return precision and recall over the confidence, and the points to choose from.

    All classes together, at an overlap of 0.50. Every resample chooses its own threshold, which
    gives the interval of the threshold; the other intervals are of the threshold that is told.
    """
    order = np.argsort(-matches.score, kind="stable")
    right, wrong = matches.is_right[0, 0, order], matches.is_wrong[0, 0, order]
    counts = _Counts(
        score=matches.score[order],
        image=matches.image[order],
        right=right,
        wrong=wrong,
        by_image=matches.positives[0].sum(axis=0),
        draws=draws,
    )
    precision, recall = _on_grid(counts)
    wishes = [None, *PRECISIONS]
    return DetectorConfidence(
        scope=scope,
        iou=float(IOUS[0]),
        thresholds=GRID,
        precision=precision,
        recall=recall,
        points=tuple(counts.point(wish) for wish in wishes),
    )


def best_of_class(matches: Matches, category: int) -> tuple[float, float]:
    """Return the confidence of best F1 of one class and that F1; nan where nothing is right."""
    part = matches.of_class(category)
    tp = np.cumsum(matches.is_right[0, 0, part])
    fp = np.cumsum(matches.is_wrong[0, 0, part])
    n = int(matches.positives[0, category].sum())
    if not (n and tp.size and tp[-1]):
        return float("nan"), float("nan")
    f1 = np.where(_ends(matches.score[part]), 2 * tp / (tp + fp + n), -1)
    best = int(f1.argmax())
    return float(matches.score[part][best]), float(f1[best])


def _ends(score: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where a threshold can lie: behind the last of equal scores."""
    return np.append(score[1:] != score[:-1], True)[: len(score)]


class _Counts:
    """Right and wrong detections down to each confidence, in the split and in its resamples."""

    def __init__(
        self,
        score: NDArray[np.float64],
        image: NDArray[np.int64],
        right: NDArray[np.bool_],
        wrong: NDArray[np.bool_],
        by_image: NDArray[np.int64],
        draws: Draws,
    ) -> None:
        self.score, self.image, self.right, self.wrong = score, image, right, wrong
        self.ends = _ends(score)
        self.positives = draws.sums(by_image)
        self.n_objects, self.n_images = int(by_image.sum()), len(by_image)
        self.draws = draws

    def point(self, precision: float | None) -> ConfidencePoint:
        """Return the point of best F1, or of most recall at a precision."""
        wish = "best F1" if precision is None else f"precision ≥ {precision:g}"
        places = self._chosen(precision)
        if places[0] < 0:
            unknown = [without_interval(name, np.nan, self.n_objects) for name in _NAMES]
            return ConfidencePoint(wish, *unknown)
        thresholds = np.where(places >= 0, self.score[places], np.nan)
        rates = self._rates(self.score >= self.score[places[0]])
        return ConfidencePoint(
            wish,
            self._estimate("confidence", thresholds),
            *(self._estimate(name, rates[name]) for name in _NAMES[1:]),
        )

    def _estimate(self, name: str, values: NDArray[np.float64]) -> Estimate:
        return estimate_from(name, values, self.n_objects, self.n_images)

    def _chosen(self, precision: float | None) -> NDArray[np.int64]:
        """Return the place of the last detection believed in each resample; -1 where none is."""
        if not self.right.any():
            return np.full(len(self.positives), -1)
        rows = []
        for chunk in self.draws.chunks(len(self.score)):
            times = self.draws.of(self.image, chunk)
            tp, fp = np.cumsum(times * self.right, 1), np.cumsum(times * self.wrong, 1)
            if precision is None:
                gain = 2 * tp / np.maximum(tp + fp + self.positives[chunk, None], 1)
            else:
                fits = tp >= precision * np.maximum(tp + fp, 1)
                gain = np.where(fits, tp, -1)
            gain = np.where(self.ends, gain, -1)
            rows.append(np.where(gain.max(axis=1) > 0, gain.argmax(axis=1), -1))
        return np.concatenate(rows)

    def _rates(self, believed: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
        """Return precision, recall and F1 of the split and its resamples at one threshold."""
        n = self.n_images
        tp, fp = (
            self.draws.sums(np.bincount(self.image[believed & kind], minlength=n))
            for kind in (self.right, self.wrong)
        )
        both = np.where(tp + fp > 0, tp + fp, np.nan)
        known = np.where(self.positives > 0, self.positives, np.nan)
        return {
            "precision": tp / both,
            "recall": tp / known,
            "f1": 2 * tp / np.where(tp + fp + self.positives > 0, tp + fp + self.positives, np.nan),
        }


_NAMES = ("confidence", "precision", "recall", "f1")


def _on_grid(counts: _Counts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    believed = np.searchsorted(-counts.score, -GRID, side="right")
    tp = np.append(0, np.cumsum(counts.right))[believed]
    fp = np.append(0, np.cumsum(counts.wrong))[believed]
    precision = np.where(tp + fp > 0, tp / np.maximum(tp + fp, 1), np.nan)
    return precision, tp / (counts.n_objects or np.nan)
