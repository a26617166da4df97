"""Histories with one known cause each, as seeded functions of the epoch."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.curves import measure_curves
from afterfit.readers.training_logs import meanings_of
from afterfit.records import Series, TrainingLog
from afterfit.results import LearningCurves

Floats = NDArray[np.float64]
Columns = dict[str, Floats]
Cause = Callable[[int], Columns]


def log_of(
    columns: Mapping[str, Sequence[float] | Floats],
    steps: Sequence[float] | Floats | None = None,
    *,
    unit: str = "epoch",
    restarts: Sequence[float] = (),
) -> TrainingLog:
    meanings = meanings_of(columns)
    n = max(map(len, columns.values()))
    at = np.arange(1, n + 1, dtype=float) if steps is None else np.asarray(steps, float)
    series = tuple(
        Series(name, at[: len(values)], np.asarray(values, float), meanings[name])
        for name, values in columns.items()
    )
    return TrainingLog("sample", "sample", unit, series, tuple(restarts))


def curves_of(
    columns: Mapping[str, Sequence[float] | Floats],
    steps: Sequence[float] | Floats | None = None,
    *,
    restarts: Sequence[float] = (),
) -> LearningCurves:
    return measure_curves(log_of(columns, steps, restarts=restarts))


def falling(n: int, start: float = 2.3, end: float = 0.2, pace: float = 8.0) -> Floats:
    """From *start* to nearly *end*; *pace* is how many times it decays by e on the way."""
    return end + (start - end) * np.exp(-pace * np.arange(n) / n)


def jitter(values: Floats, share: float, seed: int) -> Floats:
    noise = np.random.default_rng(seed).normal(0, 1, len(values))
    return np.asarray(values * np.exp(share * noise))


def healthy(seed: int = 0, n: int = 60) -> Columns:
    return {
        "train_loss": jitter(falling(n, 2.3, 0.20), 0.01, seed),
        "val_loss": jitter(falling(n, 2.3, 0.26), 0.03, seed + 1000),
        "train_accuracy": 1 - jitter(falling(n, 0.9, 0.06), 0.02, seed + 2000),
        "val_accuracy": 1 - jitter(falling(n, 0.9, 0.08), 0.03, seed + 3000),
    }


def healthy_noisy(seed: int = 0) -> Columns:
    return healthy(seed, 100) | {"val_loss": jitter(falling(100, 2.3, 0.26), 0.10, seed + 7)}


def healthy_steps(seed: int = 0) -> Columns:
    """Learning rate divided by ten twice: the losses drop at once, as they should."""
    n = 90
    level = np.select([np.arange(n) < 40, np.arange(n) < 70], [0.6, 0.35], 0.3)
    loss = level + 1.7 * np.exp(-np.arange(n) / 6)
    return {
        "train_loss": jitter(loss, 0.02, seed),
        "val_loss": jitter(loss + 0.08, 0.03, seed + 1),
        "learning_rate": np.select([np.arange(n) < 40, np.arange(n) < 70], [0.1, 0.01], 0.001),
    }


def healthy_inf(seed: int = 0) -> Columns:
    columns = healthy(seed)
    columns["val_loss"][:3] = math.inf
    return columns


def healthy_short(seed: int = 0) -> Columns:
    return healthy(seed, 12)


def healthy_cosine(seed: int = 0) -> Columns:
    n = 80
    rate = 0.05 * (1 + np.cos(np.pi * np.arange(n) / n))
    return healthy(seed, n) | {"lr": rate}


def healthy_regression(seed: int = 0) -> Columns:
    n = 50
    return {
        "loss": jitter(falling(n, 40.0, 2.0), 0.03, seed),
        "val_loss": jitter(falling(n, 41.0, 2.3), 0.05, seed + 1),
        "mae": jitter(falling(n, 5.0, 1.1), 0.03, seed + 2),
        "val_mae": jitter(falling(n, 5.1, 1.2), 0.05, seed + 3),
    }


def healthy_detector(seed: int = 0) -> Columns:
    n = 100
    return {
        "train/box_loss": jitter(falling(n, 3.0, 1.0), 0.01, seed),
        "train/cls_loss": jitter(falling(n, 4.0, 0.7), 0.01, seed + 1),
        "val/box_loss": jitter(falling(n, 3.1, 1.1), 0.02, seed + 2),
        "val/cls_loss": jitter(falling(n, 4.1, 0.8), 0.02, seed + 3),
        "metrics/mAP50-95(B)": 0.6 - jitter(falling(n, 0.6, 0.05), 0.05, seed + 4),
    }


def healthy_steps_many(seed: int = 0) -> Columns:
    """A loss for every batch, heavy-tailed, with no evaluation."""
    loss = falling(5000, 2.3, 0.4)
    noise = np.random.default_rng(seed).gamma(4, 0.25, len(loss))
    return {"train_loss": loss * noise}


HEALTHY: dict[str, Cause] = {
    "plain": healthy,
    "noisy": healthy_noisy,
    "learning rate drops": healthy_steps,
    "inf in the first epochs": healthy_inf,
    "twelve epochs": healthy_short,
    "cosine": healthy_cosine,
    "regression": healthy_regression,
    "detector": healthy_detector,
    "every batch": healthy_steps_many,
}


def overfit(seed: int = 0, n: int = 60) -> Columns:
    rise = 0.012 * np.maximum(np.arange(n) - n // 3, 0)
    late = np.maximum(np.arange(n) - n // 3, 0) / n
    return {
        "train_loss": jitter(falling(n, 2.3, 0.02), 0.01, seed),
        "val_loss": jitter(falling(n, 2.3, 0.5) + rise, 0.02, seed + 1),
        "val_accuracy": 0.85 - jitter(falling(n, 0.7, 0.02), 0.05, seed + 2) - 0.1 * late,
    }


def confident(seed: int = 0) -> Columns:
    """The loss rises, the accuracy stays: overconfidence."""
    columns = overfit(seed)
    columns["val_accuracy"] = 0.85 - jitter(falling(60, 0.7, 0.02), 0.05, seed)
    return columns


def underfit(seed: int = 0, n: int = 60) -> Columns:
    return {
        "train_loss": jitter(falling(n, 2.3, 2.0), 0.004, seed),
        "val_loss": jitter(falling(n, 2.3, 2.02), 0.005, seed + 1),
        "train_accuracy": 0.3 - jitter(falling(n, 0.2, 0.05), 0.02, seed + 2),
        "val_accuracy": 0.29 - jitter(falling(n, 0.2, 0.05), 0.02, seed + 3),
    }


def stopped_early(seed: int = 0) -> Columns:
    full = healthy(seed, 60)
    return {name: values[:12] for name, values in full.items()}


def wide_gap(seed: int = 0, n: int = 60) -> Columns:
    return {
        "train_loss": jitter(falling(n, 2.3, 0.1), 0.01, seed),
        "val_loss": jitter(falling(n, 2.3, 0.9), 0.02, seed + 1),
    }


def noisy_evaluation(seed: int = 0) -> Columns:
    return healthy(seed) | {"val_loss": jitter(falling(60, 2.3, 1.0), 0.4, seed + 5)}


def leaked(seed: int = 0, n: int = 60) -> Columns:
    train = jitter(falling(n, 2.3, 0.5), 0.01, seed)
    return {"train_loss": train, "val_loss": jitter(0.7 * train, 0.02, seed + 1)}


def spiked(seed: int = 0) -> Columns:
    columns = healthy(seed, 100)
    columns["train_loss"][60:62] = [2.0, 1.2]
    return columns


def exploded(seed: int = 0) -> Columns:
    columns = healthy(seed)
    columns["train_loss"][40:] = math.nan
    columns["val_loss"][40:] = math.nan
    return columns


def diverged(seed: int = 0) -> Columns:
    columns = healthy(seed)
    columns["train_loss"][40:] = jitter(np.full(20, 2.4), 0.02, seed)
    columns["val_loss"][40:] = jitter(np.full(20, 2.5), 0.02, seed)
    return columns


def rate_too_high(seed: int = 0, n: int = 60) -> Columns:
    flat: Floats = np.append(np.full(30, 2.3), falling(n, 2.3, 0.3)[: n - 30])
    return {
        "train_loss": jitter(flat, 0.01, seed),
        "val_loss": jitter(flat + 0.05, 0.01, seed + 1),
        "learning_rate": np.where(np.arange(n) < 30, 0.1, 0.01),
    }


def rate_too_low(seed: int = 0, n: int = 60) -> Columns:
    line: Floats = np.linspace(2.3, 2.3 - 0.008 * (n - 1), n)
    return {"train_loss": jitter(line, 0.002, seed), "val_loss": jitter(line, 0.003, seed + 1)}


def classes_lag(seed: int = 0, n: int = 100) -> Columns:
    rise = 0.02 * np.maximum(np.arange(n) - 30, 0)
    return healthy_detector(seed) | {
        "val/cls_loss": jitter(falling(n, 4.1, 1.5) + rise, 0.01, seed + 9)
    }


def boxes_lag(seed: int = 0, n: int = 100) -> Columns:
    return healthy_detector(seed) | {"val/box_loss": jitter(falling(n, 3.1, 3.0), 0.005, seed + 9)}


def learned_nothing(seed: int = 0, n: int = 40) -> Columns:
    flat = jitter(np.full(n, math.log(10)), 0.002, seed)
    return {"train_loss": flat, "val_loss": flat + 0.001, "val_accuracy": np.full(n, 0.1)}


def learned_nothing_and_drifts(seed: int = 0) -> Columns:
    """Always one class; another one after a while, which happens to be a little more frequent."""
    return learned_nothing(seed) | {"val_accuracy": np.repeat([0.245, 0.26], 20)}


def fine_tuned(seed: int = 0) -> Columns:
    """The loss hardly moves, and the accuracy of a good model still gains."""
    return learned_nothing(seed) | {"val_accuracy": np.repeat([0.90, 0.92], 20)}


def three_epochs(seed: int = 0) -> Columns:
    return healthy(seed, 3)


CAUSES: dict[str, tuple[Cause, str]] = {
    "overfit": (overfit, "LC001"),
    "underfit": (underfit, "LC002"),
    "stopped early": (stopped_early, "LC003"),
    "wide gap": (wide_gap, "LC004"),
    "noisy evaluation": (noisy_evaluation, "LC005"),
    "leaked": (leaked, "LC006"),
    "spiked": (spiked, "LC007"),
    "exploded": (exploded, "LC008"),
    "diverged": (diverged, "LC008"),
    "rate too high": (rate_too_high, "LC009"),
    "rate too low": (rate_too_low, "LC010"),
    "confident": (confident, "LC011"),
    "classes lag": (classes_lag, "LC012"),
    "boxes lag": (boxes_lag, "LC013"),
    "learned nothing": (learned_nothing, "LC014"),
    "three epochs": (three_epochs, "LC015"),
}
