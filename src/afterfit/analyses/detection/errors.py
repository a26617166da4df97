"""Why detections are wrong, and what AP would be without each reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.average_precision import average_precision
from afterfit.analyses.detection.draws import Draws, estimate_from
from afterfit.analyses.detection.matching import IOUS, Matches
from afterfit.analyses.detection.measure import mean_known
from afterfit.analyses.detection.overlaps import ImageOverlaps
from afterfit.records import Detections, GroundTruth
from afterfit.results import DetectorError, DetectorErrors, ErrorName, Estimate, Scope

FOREGROUND, BACKGROUND = float(IOUS[0]), 0.1
"""Overlap from which a detection means an object, and below which it means none."""
NAMES: tuple[ErrorName, ...] = get_args(ErrorName)
_CLASS, _PLACE, _BOTH, _TWICE, _NOTHING, _MISSED = range(len(NAMES))
_SMALL, _LARGE = 32**2, 96**2


@dataclass(frozen=True, slots=True, eq=False)
class _Causes:
    """Why each detection is wrong, and which objects nothing explains."""

    cause: NDArray[np.int64]
    """Place in `NAMES` of each detection's error, -1 where it is right, shape (n,)."""
    meant: NDArray[np.int64]
    """Object that a wrong detection comes nearest to, -1 where none, shape (n,)."""
    is_found: NDArray[np.bool_]
    """Whether an object was found, shape (n_objects,)."""
    is_missed: NDArray[np.bool_]
    """Whether it was not, and no error of class or place explains it, shape (n_objects,)."""


def explain_errors(
    truth: GroundTruth,
    detections: Detections,
    matches: Matches,
    overlaps: Iterable[ImageOverlaps],
    draws: Draws,
    scope: Scope,
) -> DetectorErrors:
    """Return how many errors of each kind there are, of which sizes, and the AP50 they cost.

    A wrong detection is an error of classification, localisation, both, a duplicate or background,
    by its overlap with objects of its own and of other classes; an object that nothing comes near
    to is missed. Each kind is mended alone, the others left as they are.

    References
    ----------
    Bolya, Foley, Hays & Hoffman (2020), TIDE: A General Toolbox for Identifying Object Detection
    Errors, ECCV, 558-573.
    """
    causes = _causes_of(truth, matches, overlaps)
    base = _ap50(_Flags.of(matches), matches.positives[0], draws)
    return DetectorErrors(
        scope=scope,
        ap50=float(mean_known(base)[0]),
        errors=tuple(
            _error(place, truth, detections, matches, causes, _gain(place, base, truth, matches,
                                                                    causes, draws))
            for place in range(len(NAMES))
        ),
    )  # fmt: skip


def _causes_of(truth: GroundTruth, matches: Matches, overlaps: Iterable[ImageOverlaps]) -> _Causes:
    is_wrong, n = matches.is_wrong[0, 0], len(matches.index)
    cause, meant = np.full(n, -1), np.full(n, -1)
    is_found = np.zeros(len(truth), bool)
    is_found[matches.found[0][matches.is_right[0, 0]]] = True
    explained = np.zeros(len(truth), bool)
    for one in overlaps:
        kind, nearest = _kinds(one)
        wrong = is_wrong[one.rows]
        rows = one.rows[wrong]
        cause[rows], meant[rows] = kind[wrong], nearest[wrong]
    aimed = np.isin(cause, (_CLASS, _PLACE))
    explained[meant[aimed]] = True
    missed = ~(is_found | explained | truth.is_crowd)
    return _Causes(cause, meant, is_found, missed)


def _kinds(one: ImageOverlaps) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the kind of error that each detection would be if it were wrong, and what it meant."""
    if not one.objects.size:
        none = np.full(len(one.rows), -1)
        return np.full(len(one.rows), _NOTHING), none
    own, other = one.of_own_class, one.of_other_class
    own_best, other_best = own.max(axis=1), other.max(axis=1)
    best = np.maximum(own_best, other_best)
    kind = np.select(
        [
            (own_best >= BACKGROUND) & (own_best < FOREGROUND),
            other_best >= FOREGROUND,
            own_best >= FOREGROUND,
            best < BACKGROUND,
        ],
        [_PLACE, _CLASS, _TWICE, _NOTHING],
        _BOTH,
    )
    aims = np.where(np.isin(kind, (_CLASS, _BOTH)), other.argmax(axis=1), own.argmax(axis=1))
    return kind, np.where(kind == _NOTHING, -1, one.objects[aims])


@dataclass(frozen=True, slots=True, eq=False)
class _Flags:
    """Detections as they would be if one kind of error were mended."""

    category: NDArray[np.int64]
    image: NDArray[np.int64]
    score: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    is_wrong: NDArray[np.bool_]

    @classmethod
    def of(cls, matches: Matches) -> "_Flags":
        """Return them as they are."""
        return cls(matches.category, matches.image, matches.score, matches.is_right[0, 0],
                   matches.is_wrong[0, 0])  # fmt: skip


def _gain(
    place: int,
    base: NDArray[np.float64],
    truth: GroundTruth,
    matches: Matches,
    causes: _Causes,
    draws: Draws,
) -> Estimate:
    flags, positives = _Flags.of(matches), matches.positives[0]
    if place == _MISSED:
        positives = positives.copy()
        gone = causes.is_missed
        np.subtract.at(positives, (truth.category[gone], truth.image[gone]), 1)
    else:
        flags = _mended(flags, place, truth, causes)
    mended = _ap50(flags, positives, draws)
    # a class none of whose objects was found keeps its 0, since classes must stay the same
    mended = np.where(np.isnan(mended) & ~np.isnan(base), 0, mended)
    gained = mean_known(mended) - mean_known(base)
    n = int((causes.is_missed if place == _MISSED else causes.cause == place).sum())
    return estimate_from("dap", gained, n, _n_images(causes, place, truth, matches))


def _n_images(causes: _Causes, place: int, truth: GroundTruth, matches: Matches) -> int:
    """Return how many images hold errors of a kind."""
    if place == _MISSED:
        return len(np.unique(truth.image[causes.is_missed]))
    return len(np.unique(matches.image[causes.cause == place]))


def _mended(flags: _Flags, place: int, truth: GroundTruth, causes: _Causes) -> _Flags:
    """Return the detections where errors of a kind are right, or gone."""
    mended = causes.cause == place
    if place not in (_CLASS, _PLACE):
        return _Flags(flags.category, flags.image, flags.score, flags.is_right,
                      flags.is_wrong & ~mended)  # fmt: skip
    rows = np.flatnonzero(mended)
    rows = rows[~causes.is_found[causes.meant[rows]]]
    surest = rows[np.argsort(-flags.score[rows], kind="stable")]
    # of several that mean the same object, the surest one finds it
    _, first = np.unique(causes.meant[surest], return_index=True)
    now_right = np.zeros(len(mended), bool)
    now_right[surest[first]] = True
    meant = truth.category[np.maximum(causes.meant, 0)] if len(truth) else flags.category
    return _Flags(
        category=np.where(now_right, meant, flags.category),
        image=flags.image,
        score=flags.score,
        is_right=flags.is_right | now_right,
        is_wrong=flags.is_wrong & ~mended,
    )


def _ap50(flags: _Flags, positives: NDArray[np.int64], draws: Draws) -> NDArray[np.float64]:
    """Return AP at an overlap of 0.50, of the split and its resamples; a column a class."""
    order = np.lexsort((flags.image, -flags.score, flags.category))
    starts = np.searchsorted(flags.category[order], np.arange(len(positives) + 1))
    found = np.full((len(draws.times), len(positives)), np.nan)
    for category, by_image in enumerate(positives):
        if not by_image.sum():
            continue
        rows, known = order[starts[category] : starts[category + 1]], draws.sums(by_image)
        right, wrong = flags.is_right[rows], flags.is_wrong[rows]
        for chunk in draws.chunks(len(rows)):
            times = draws.of(flags.image[rows], chunk)
            found[chunk, category] = average_precision(right, wrong, times, known[chunk])
    return found


def _error(
    place: int,
    truth: GroundTruth,
    detections: Detections,
    matches: Matches,
    causes: _Causes,
    dap: Estimate,
) -> DetectorError:
    rows = np.flatnonzero(causes.cause == place)
    if place == _MISSED:
        area = truth.area[causes.is_missed]
    elif place == _NOTHING:
        area = detections.area[matches.index[rows]]
    else:
        area = truth.area[causes.meant[rows]]
    small, large = int((area < _SMALL).sum()), int((area >= _LARGE).sum())
    return DetectorError(NAMES[place], len(area), small, len(area) - small - large, large, dap)
