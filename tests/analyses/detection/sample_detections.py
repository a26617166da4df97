"""Images with boxes that are known, and detectors whose faults are known."""

from typing import Any

import numpy as np

from afterfit.pipeline.detection import analyze_detections
from afterfit.records import Detections, GroundTruth
from afterfit.results import Result

NAMES = ("cat", "dog", "owl")


def sample_truth(n_images: int = 30, per_image: int = 4, seed: int = 0) -> GroundTruth:
    """Return images with objects of all sizes on a grid, so that none touches another."""
    random = np.random.default_rng(seed)
    n = n_images * per_image
    image = np.repeat(np.arange(n_images), per_image)
    cell = np.tile(np.arange(per_image), n_images)
    side = random.choice([20.0, 60.0, 150.0], size=n)
    box = np.column_stack([cell * 200.0 + 10, random.uniform(5, 40, n), side, side])
    return GroundTruth(
        class_names=NAMES,
        image_names=tuple(f"{place:03d}.jpg" for place in range(n_images)),
        image_sizes=np.tile([per_image * 200.0, 240.0], (n_images, 1)),
        image=image,
        category=random.integers(0, len(NAMES), n),
        box=box,
        area=box[:, 2] * box[:, 3],
        is_crowd=np.zeros(n, bool),
    )


def detector(
    truth: GroundTruth,
    *,
    variant: str = "float32",
    split: str = "test",
    miss: float = 0.1,
    swap: float = 0.0,
    shift: float = 0.0,
    twice: float = 0.0,
    false: float = 0.0,
    small_miss: float = 0.0,
    seed: int = 1,
) -> Detections:
    """Return what a model sees that makes each error with a known rate, at random."""
    random = np.random.default_rng(seed)
    n = len(truth)
    is_small = truth.area < 32**2
    kept = (random.random(n) >= miss) & ~(is_small & (random.random(n) < small_miss))
    category, box = truth.category.copy(), truth.box.copy()
    swapped = random.random(n) < swap
    category[swapped] = (category[swapped] + 1) % len(NAMES)
    shifted = random.random(n) < shift
    box[shifted, 0] += 0.5 * box[shifted, 2]
    score = random.uniform(0.4, 0.99, n)
    parts: list[tuple[Any, ...]] = [(truth.image[kept], category[kept], box[kept], score[kept])]
    again = kept & (random.random(n) < twice)
    parts.append((truth.image[again], category[again], box[again] + [1, 0, 0, 0],
                  score[again] * 0.9))  # fmt: skip
    alarms = np.flatnonzero(random.random(n) < false)
    nowhere = np.tile([5.0, 205.0, 30.0, 30.0], (len(alarms), 1))
    parts.append((truth.image[alarms], truth.category[alarms], nowhere, score[alarms] * 0.8))
    image, category, box, score = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Detections(image, category, box, score, variant, split)


def detector_results() -> tuple[Result, ...]:
    """Return one of each result of detectors, of models that make every kind of error."""
    truth = sample_truth(12)
    faults = {"miss": 0.2, "swap": 0.2, "shift": 0.2, "twice": 0.2, "false": 0.2}
    models = [
        detector(truth, **faults),  # type: ignore[arg-type]
        detector(truth, variant="int8", seed=2, **faults),  # type: ignore[arg-type]
    ]
    weather = ["rain", "clear"] * 6
    analysis = analyze_detections(truth, models, slices={"weather": weather}).analysis
    one = analysis.variants[0]
    return (
        analysis,
        one,
        one.quality,
        one.curves,
        one.confidence,
        one.confusion,
        one.errors,
        one.images,
        one.suspects,
        analysis.comparisons[0],
        analysis.points[0],
        analysis.slices[0],
    )
