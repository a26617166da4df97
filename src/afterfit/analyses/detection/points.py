"""From which confidence a deployed detector should be believed: chosen here, told there."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.draws import Draws, estimate_from, expanded_ends
from afterfit.analyses.detection.matching import IOUS, Matches
from afterfit.results import (
    DetectionCounts,
    DetectorPoint,
    DetectorPoints,
    DetectorPolicy,
    NoDetectorPoint,
    RateCurve,
    RecallAtImageAlarms,
    RecallAtPrecision,
    Scope,
)
from afterfit.wording.numbers import counted

GRID = np.linspace(0, 1, 101)
"""Confidences of the curves."""
_DRAWN = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True, eq=False)
class JudgedMatches:
    """What one model found on one split."""

    matches: Matches
    scope: Scope


def choose_points(
    class_names: tuple[str, ...],
    chosen: JudgedMatches,
    reported: JudgedMatches,
    draws: Draws,
    policy: DetectorPolicy,
) -> DetectorPoints:
    """Return thresholds for all classes together and for each, at an overlap of 0.50.

    Parameters
    ----------
    class_names : tuple of str
        The same on both splits.
    chosen : JudgedMatches
        Where thresholds are chosen.
    reported : JudgedMatches
        Where precision, recall, F1 and false alarms an image are told; the same for want of
        another.
    draws : Draws
        Resamples of the images that are reported on.
    policy : DetectorPolicy
        What thresholds are wanted for. A limit of false alarms an image is one for all classes
        together, and one for each class alone.
    """
    of_classes = enumerate(class_names)
    kinds = [("", slice(None)), *((name, slice(place, place + 1)) for place, name in of_classes)]
    curves = _curves(_Side.of(reported.matches, slice(None)), draws)
    return DetectorPoints(
        chosen_on=chosen.scope,
        reported_on=reported.scope,
        iou=float(IOUS[0]),
        policy=policy,
        answers=tuple(
            _answer(
                name,
                _Side.of(chosen.matches, which),
                _Side.of(reported.matches, which),
                draws,
                policy,
            )
            for name, which in kinds
        ),
        thresholds=GRID,
        precision=curves["precision"],
        recall=curves["recall"],
        f1=curves["f1"],
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The detections of some classes on one split, the surest first."""

    score: NDArray[np.float64]
    image: NDArray[np.int64]
    right: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    by_image: NDArray[np.int64]
    """Objects of each image."""

    @classmethod
    def of(cls, matches: Matches, classes: slice) -> "_Side":
        start, stop, _ = classes.indices(matches.n_classes)
        rows = slice(matches.of_class(start).start, matches.of_class(max(stop - 1, 0)).stop)
        order = np.argsort(-matches.score[rows], kind="stable")
        return cls(
            score=matches.score[rows][order],
            image=matches.image[rows][order],
            right=matches.is_right[0, 0, rows][order],
            wrong=matches.is_wrong[0, 0, rows][order],
            by_image=matches.positives[0, classes].sum(axis=0),
        )

    @property
    def n_objects(self) -> int:
        return int(self.by_image.sum())

    def at(self, threshold: float) -> DetectionCounts:
        believed = self.score >= threshold
        n_found, n_false = (int((believed & kind).sum()) for kind in (self.right, self.wrong))
        return DetectionCounts(n_found, n_false, self.n_objects - n_found)


def _answer(
    name: str, chosen: _Side, reported: _Side, draws: Draws, policy: DetectorPolicy
) -> DetectorPoint | NoDetectorPoint:
    threshold = _threshold(chosen, policy)
    if isinstance(threshold, str):
        return NoDetectorPoint(name, threshold)
    believed = reported.score >= threshold
    tp, fp = (
        np.bincount(reported.image[believed & kind], minlength=len(reported.by_image))
        for kind in (reported.right, reported.wrong)
    )
    rates = _rates(draws.sums(tp), draws.sums(fp), draws.sums(reported.by_image), draws.n_images)
    n_images = int(((tp + fp + reported.by_image) > 0).sum())
    n, n_believed = reported.n_objects, int((tp + fp).sum())
    return DetectorPoint(
        class_name=name,
        threshold=threshold,
        chosen=chosen.at(threshold),
        reported=reported.at(threshold),
        precision=estimate_from("precision", rates["precision"], n_believed, n_images),
        recall=estimate_from("recall", rates["recall"], n, n_images),
        f1=estimate_from("f1", rates["f1"], n, n_images),
        false_alarms=estimate_from("false_alarms", rates["false_alarms"], len(tp), n_images),
    )


def _threshold(side: _Side, policy: DetectorPolicy) -> float | str:
    """Return the lowest score that is believed, or why none can be."""
    if not side.n_objects:
        return "There are no objects to find on the split it would be chosen on."
    tp, fp = np.cumsum(side.right), np.cumsum(side.wrong)
    if not tp.size or not tp[-1]:
        return f"No detection finds any of {counted(side.n_objects, 'object')}."
    is_end = np.append(side.score[1:] != side.score[:-1], True)  # behind the last of equal scores
    match policy:
        case RecallAtPrecision(lowest):
            fits = (tp >= lowest * (tp + fp)) & (tp > 0)
            best = float((tp / np.maximum(tp + fp, 1))[is_end].max())
            why = f"The highest precision that any confidence gives is {best:.3f}."
            gain = np.where(fits, tp, -1.0)
        case RecallAtImageAlarms(most):
            fewest = int(fp[is_end & (tp > 0)].min())
            why = (
                f"The first object is found with {counted(fewest, 'false alarm')} in "
                f"{counted(len(side.by_image), 'image')}."
            )
            gain = np.where(fp <= most * len(side.by_image), tp, -1.0)
        case _:
            why, gain = "", 2 * tp / (tp + fp + side.n_objects)
    gain = np.where(is_end, gain, -1.0)
    # of equal gains the first, which believes no more than it needs
    place = int(gain.argmax())
    return float(side.score[place]) if gain[place] > 0 else why


def _rates(
    tp: NDArray[np.float64],
    fp: NDArray[np.float64],
    positives: NDArray[np.float64],
    n_images: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "precision": tp / (tp + fp),
            "recall": np.where(positives > 0, tp / positives, np.nan),
            "f1": 2 * tp / (tp + fp + positives),
            "false_alarms": fp / n_images,
        }


def _curves(side: _Side, draws: Draws) -> dict[str, RateCurve]:
    tp, fp = (_above(side, kind, draws) for kind in (side.right, side.wrong))
    positives = draws.sums(side.by_image)[:, None]
    rates = _rates(tp, fp, positives, draws.n_images[:, None])
    return {name: _with_ends(rates[name], len(side.by_image)) for name in _DRAWN}


def _above(side: _Side, kind: NDArray[np.bool_], draws: Draws) -> NDArray[np.float64]:
    """Return how many detections of a kind reach each confidence in each resample."""
    step = np.searchsorted(GRID, side.score[kind], side="right") - 1
    n_units = draws.times.shape[1]
    cells = np.bincount(
        draws.unit[side.image[kind]] * len(GRID) + step, minlength=n_units * len(GRID)
    )
    by_unit = cells.reshape(n_units, len(GRID))[:, ::-1].cumsum(axis=1)[:, ::-1]
    return np.asarray(draws.times @ by_unit)


def _with_ends(rates: NDArray[np.float64], n_images: int) -> RateCurve:
    ends = np.array(list(_ends(rates, n_images)))
    return RateCurve(rates[0], ends[:, 0], ends[:, 1])


def _ends(rates: NDArray[np.float64], n_images: int) -> Iterator[tuple[float, float]]:
    for column in rates.T:
        yield expanded_ends(column, n_images) or (np.nan, np.nan)
