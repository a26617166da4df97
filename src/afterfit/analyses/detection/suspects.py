"""Annotations that sure detections contradict: overlooked, swapped or badly located."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.matching import Matches
from afterfit.analyses.detection.overlaps import ImageOverlaps
from afterfit.records import Detections, GroundTruth
from afterfit.results import DetectorSuspects, Scope, SuspectAnnotation, SuspectKind

SURE, LIKELY = 0.95, 0.5
"""Confidence from which a detection says that an object is overlooked or of another class, and that
its box lies elsewhere."""
DOUBTFUL = 0.5
"""Quality below which an annotation is to be looked at."""
_WEIGHT, _PER_PIXEL = 0.9, 0.1
"""ObjectLab's weight of the overlap against the distance of centres, and how fast that fades."""
_TOUCHES = 0.1


def suspect_annotations(
    truth: GroundTruth,
    detections: Detections,
    matches: Matches,
    overlaps: Iterable[ImageOverlaps],
    scope: Scope,
) -> DetectorSuspects:
    """Return annotations of a quality below 0.5, the worst first.

    Two boxes are alike by 0.9 · IoU + 0.1 · exp(-0.1 · distance of their centres in pixels).
    Of an *overlooked* object the quality is how alike the nearest annotation of the class is to a
    detection of confidence 0.95 or more; of a *swapped* one, 1 - how alike the nearest such
    detection of another class is, where none of its own class is as near; of a *badly
    located* one, how alike the nearest detection of the class, of confidence 0.5 or more, is that
    touches it. Detections that found an object of their own are left out of the last two.

    References
    ----------
    Tkachenko, Thyagarajan & Mueller (2023), ObjectLab: Automated Diagnosis of Mislabeled Images in
    Object Detection Data, arXiv:2309.00832.
    """
    found: list[SuspectAnnotation] = []
    for overlap in overlaps:
        image = _Image.of(truth, detections, matches, overlap)
        told = list(image.contradicted())
        found += [one for _, one in told]
        found += image.overlooked({row for row, _ in told})
    found.sort(key=lambda suspect: suspect.quality)

    def n_of(reason: SuspectKind) -> int:
        return sum(one.reason == reason for one in found)

    counts = n_of("overlooked"), n_of("swapped"), n_of("badly located")
    return DetectorSuspects(scope, tuple(found), *counts)


@dataclass(frozen=True, slots=True, eq=False)
class _Image:
    """The detections and annotations of one image."""

    truth: GroundTruth
    one: ImageOverlaps
    box: NDArray[np.float64]
    """Of each detection, shape (n_detections, 4)."""
    score: NDArray[np.float64]
    seen: NDArray[np.int64]
    """Class of each detection."""
    counts: NDArray[np.bool_]
    """Whether a detection is right or wrong, not one of a crowd."""
    is_free: NDArray[np.bool_]
    """Whether a detection found no other object: of a neighbour's it says nothing."""
    alike: NDArray[np.float64]
    """How alike each detection and annotation are, shape (n_detections, n_objects)."""

    @classmethod
    def of(
        cls, truth: GroundTruth, detections: Detections, matches: Matches, one: ImageOverlaps
    ) -> Self:
        """Gather what is known of one image."""
        box = detections.box[matches.index[one.rows]]
        right = matches.is_right[0, 0, one.rows]
        found = np.where(right, matches.found[0, one.rows], -1)[:, None]
        return cls(
            truth=truth,
            one=one,
            box=box,
            score=matches.score[one.rows],
            seen=matches.category[one.rows],
            counts=right | matches.is_wrong[0, 0, one.rows],
            is_free=(found < 0) | (found == one.objects[None, :]),
            alike=_alike(one.iou, box, truth.box[one.objects]),
        )

    def overlooked(self, told: Set[int]) -> Iterator[SuspectAnnotation]:
        """Yield sure detections that no annotation explains, but those that are *told* already."""
        own = np.where(self.one.same_class, self.alike, 0).max(axis=1, initial=0)
        # what lies over an object of another class is a swap
        other = self.one.of_other_class.max(axis=1, initial=0)
        doubtful = (self.score >= SURE) & self.counts & (np.maximum(own, other) < DOUBTFUL)
        for row in set(np.flatnonzero(doubtful).tolist()) - told:
            category = int(self.seen[row])
            yield self._suspect("overlooked", self.box[row], category, row, float(own[row]))

    def contradicted(self) -> Iterator[tuple[int, SuspectAnnotation]]:
        """Yield annotations that a detection of another class or place contradicts, and its row."""
        if not self.one.rows.size:
            return
        own = np.where(self.one.same_class, self.alike, 0)
        is_sure, is_likely = (self.score >= SURE)[:, None], (self.score >= LIKELY)[:, None]
        others = np.where(is_sure & self.is_free & ~self.one.same_class, self.alike, 0)
        sure_own = np.where(is_sure, own, 0).max(axis=0)
        near = np.where(is_likely & self.is_free & (self.one.of_own_class >= _TOUCHES), own, 0)
        for place, annotation in enumerate(self.one.objects.tolist()):
            box, category = self.truth.box[annotation], int(self.truth.category[annotation])
            other, nearest = int(others[:, place].argmax()), int(near[:, place].argmax())
            likeness, quality = float(others[other, place]), float(near[nearest, place])
            if 1 - likeness < DOUBTFUL and sure_own[place] < likeness:
                yield other, self._suspect("swapped", box, category, other, 1 - likeness)
            elif 0 < quality < DOUBTFUL:
                yield nearest, self._suspect("badly located", box, category, nearest, quality)

    def _suspect(
        self, reason: SuspectKind, box: NDArray[np.float64], category: int, row: int, quality: float
    ) -> SuspectAnnotation:
        left, top, width, height = map(float, box)
        return SuspectAnnotation(
            reason=reason,
            image=self.truth.image_names[self.one.image],
            class_name=self.truth.class_names[category],
            box=(left, top, width, height),
            suggestion=self.truth.class_names[int(self.seen[row])],
            confidence=float(self.score[row]),
            quality=quality,
        )


def _alike(
    iou: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how alike each box is to each other one, in [0, 1]."""
    centres = [box[:, :2] + box[:, 2:] / 2 for box in (one, other)]
    distance = np.linalg.norm(centres[0][:, None] - centres[1][None, :], axis=2)
    return np.asarray(_WEIGHT * iou + (1 - _WEIGHT) * np.exp(-_PER_PIXEL * distance))
