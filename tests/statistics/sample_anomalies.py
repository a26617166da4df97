"""Anomaly scores of a detector whose quality is known, for tests."""

from dataclasses import replace
from typing import Any

import numpy as np

from afterfit.records import AnomalyScores

KINDS = ("normal", "bearing", "gear")


def scores_of(score: Any, kind: Any, **changes: Any) -> AnomalyScores:
    """Return samples without recordings; *kind* holds places in "normal", "bearing", "gear"."""
    n = len(score)
    fields: dict[str, Any] = {
        "kind_names": KINDS,
        "source": np.zeros(n, dtype=np.int64),
        "source_names": ("",),
        "offset": np.arange(n),
        "variant": "float32",
        "split": "test",
        "has_sources": False,
    }
    return AnomalyScores(score=score, kind=kind, **(fields | changes))


def detector(
    n: int = 400,
    seed: int = 0,
    *,
    split: str = "test",
    variant: str = "float32",
    strength: tuple[float, float] = (6.0, 6.0),
    shift: float = 0.0,
    noise: float = 0.0,
) -> AnomalyScores:
    """Return normally distributed scores in recordings of ten samples.

    Normal samples have mean 10 and std 1, the anomalies of the second half lie *strength* higher,
    bearing and gear in turn; the split "train" is normal. *noise* is what a poorer model adds.
    """
    random = np.random.default_rng(seed)
    recording = np.arange(n) // 10
    kind = np.where(recording % 4 < 2, 0, recording % 4 - 1) if split != "train" else recording * 0
    score = 10 + shift + random.normal(size=n) + np.array([0.0, *strength])[kind]
    score += noise * np.random.default_rng(seed + 999).normal(size=n)
    return scores_of(
        score,
        kind,
        source=recording,
        source_names=tuple(f"{split}_{i}.csv" for i in range(int(recording.max(initial=-1)) + 1)),
        offset=np.arange(n) % 10 * 256,
        variant=variant,
        split=split,
        has_sources=True,
        window_seconds=0.5,
    )


def three_splits(seed: int = 0, **changes: Any) -> list[AnomalyScores]:
    """Return training, validation and test of one detector."""
    return [
        detector(400, seed + place, split=split, **changes)
        for place, split in enumerate(("train", "validation", "test"))
    ]


def with_places(scores: AnomalyScores) -> AnomalyScores:
    """Return *scores* with errors of three channels and four parts; the anomaly is in y, part 3."""
    channels = np.outer(scores.score, [1.0, 1.0, 0.5])
    channels[scores.is_anomaly, 1] *= 3
    parts = np.outer(scores.score, [1.0, 1.0, 1.0, 1.0])
    parts[scores.is_anomaly, 2] *= 3
    return replace(scores, channel_error=channels, channel_names=("x", "y", "z"), part_error=parts)
