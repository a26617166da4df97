"""Small networks trained with one known cause each, in NumPy alone; equal seeds, equal curves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Columns = Mapping[str, list[float]]


@dataclass(frozen=True)
class Setup:
    """One training: data, network, optimiser."""

    n_train: int = 2500
    n_eval: int = 1000
    n_classes: int = 4
    n_features: int = 8
    label_noise: float = 0.03
    shift: float = 0.0
    leak: bool = False
    hidden: int = 32
    bias: float = 0.0
    rate: float = 0.01
    rates: Mapping[int, float] = field(default_factory=dict)
    momentum: float = 0.9
    decay: float = 1e-3
    dropout: float = 0.0
    batch: int = 32
    epochs: int = 60
    spread: float = 1.6


HEALTHY = {
    "healthy": Setup(),
    "healthy, rate dropped": Setup(rate=0.03, rates={30: 0.003, 45: 0.0003}),
    "healthy, dropout": Setup(dropout=0.2),
    "healthy, large batch": Setup(batch=256, rate=0.05),
    "healthy, two classes": Setup(n_classes=2, epochs=30),
}
CAUSES: dict[str, tuple[Setup, frozenset[str]]] = {
    "few samples, many epochs": (
        Setup(n_train=60, hidden=128, decay=0.0, label_noise=0.15, rate=0.05, epochs=150),
        frozenset({"LC001", "LC011"}),
    ),
    "tiny capacity": (Setup(hidden=1, n_classes=8), frozenset({"LC002"})),
    "stopped early": (Setup(rate=0.0005, epochs=15), frozenset({"LC003"})),
    "rate x 100": (
        Setup(rate=1.0, momentum=0.95),
        frozenset({"LC007", "LC008", "LC009", "LC014"}),
    ),
    "rate / 100": (Setup(rate=0.0001), frozenset({"LC003", "LC010", "LC014"})),
    "tiny evaluation set": (Setup(n_eval=6, rate=0.05, batch=8, epochs=40), frozenset({"LC005"})),
    "shifted evaluation": (Setup(shift=1.0), frozenset({"LC001", "LC004", "LC011"})),
    "leaked evaluation": (Setup(leak=True, dropout=0.5), frozenset({"LC006"})),
    "exploding": (Setup(rates={30: 50.0}), frozenset({"LC008"})),
    "dead units": (Setup(bias=-50.0), frozenset({"LC014"})),
}
"""Setup of each cause, and the findings that name it."""


def simulate(setup: Setup, seed: int) -> Columns:
    """Train once; losses and accuracies by epoch, training ones as means over the epoch."""
    random = np.random.default_rng(seed)
    x, y, x_eval, y_eval = _data(setup, random)
    network = _Network(setup, random)
    columns: dict[str, list[float]] = {
        name: [] for name in ("train_loss", "train_accuracy", "val_loss", "val_accuracy", "lr")
    }
    rate = setup.rate
    with np.errstate(all="ignore"):
        for epoch in range(setup.epochs):
            rate = setup.rates.get(epoch, rate)
            train = network.epoch(x, y, rate, random)
            evaluation = network.measure(x_eval, y_eval)
            for name, value in zip(columns, (*train, *evaluation, rate), strict=True):
                columns[name].append(float(value))
    return columns


def _data(setup: Setup, random: np.random.Generator) -> tuple[Floats, ...]:
    """Two clouds a class, so that a line does not tell the classes apart."""
    centres = random.normal(0, setup.spread, (2 * setup.n_classes, setup.n_features))

    def draw(n: int, shift: float) -> tuple[Floats, Floats]:
        cloud = random.integers(0, len(centres), n)
        x = centres[cloud] + random.normal(0, 1, (n, setup.n_features)) + shift
        y = cloud % setup.n_classes
        wrong = random.random(n) < setup.label_noise
        return x, np.where(wrong, random.integers(0, setup.n_classes, n), y)

    x, y = draw(setup.n_train, 0.0)
    return (x, y, x[: setup.n_eval], y[: setup.n_eval]) if setup.leak else (
        x, y, *draw(setup.n_eval, setup.shift))  # fmt: skip


class _Network:
    """One hidden layer of ReLU units, softmax, momentum."""

    def __init__(self, setup: Setup, random: np.random.Generator) -> None:
        self.setup = setup
        d, h, k = setup.n_features, setup.hidden, setup.n_classes
        self.weights = [
            random.normal(0, (2 / d) ** 0.5, (d, h)),
            np.full(h, setup.bias),
            random.normal(0, (1 / h) ** 0.5, (h, k)),
            np.zeros(k),
        ]
        self.speed = [np.zeros_like(one) for one in self.weights]

    def epoch(
        self, x: Floats, y: Floats, rate: float, random: np.random.Generator
    ) -> tuple[float, float]:
        losses, right = [], []
        for at in np.array_split(random.permutation(len(x)), max(1, len(x) // self.setup.batch)):
            keep = (random.random((len(at), self.setup.hidden)) >= self.setup.dropout) / (
                1 - self.setup.dropout
            )
            hidden, p = self._forward(x[at], keep)
            losses.append(_loss(p, y[at]))
            right.append(np.mean(p.argmax(axis=1) == y[at]))
            self._step(x[at], y[at], hidden, p, keep, rate)
        return float(np.mean(losses)), float(np.mean(right))

    def measure(self, x: Floats, y: Floats) -> tuple[float, float]:
        _, p = self._forward(x, np.ones((1, self.setup.hidden)))
        return _loss(p, y), float(np.mean(p.argmax(axis=1) == y))

    def _forward(self, x: Floats, keep: Floats) -> tuple[Floats, Floats]:
        w1, b1, w2, b2 = self.weights
        hidden = np.maximum(x @ w1 + b1, 0) * keep
        logits = hidden @ w2 + b2
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        return hidden, p / p.sum(axis=1, keepdims=True)

    def _step(
        self, x: Floats, y: Floats, hidden: Floats, p: Floats, keep: Floats, rate: float
    ) -> None:
        error = p.copy()
        error[np.arange(len(y)), y] -= 1
        error /= len(y)
        back = (error @ self.weights[2].T) * (hidden > 0) * keep
        slopes = [x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]
        for i, slope in enumerate(slopes):
            self.speed[i] = self.setup.momentum * self.speed[i] - rate * (
                slope + self.setup.decay * self.weights[i]
            )
            self.weights[i] = self.weights[i] + self.speed[i]


def _loss(p: Floats, y: Floats) -> float:
    return float(-np.mean(np.log(np.maximum(p[np.arange(len(y)), y], 1e-12))))


def varied(setup: Setup, seed: int) -> Setup:
    """Return the setup with the size of the data a little different for each seed."""
    factor = np.random.default_rng(10_000 + seed).uniform(0.8, 1.25)
    return replace(setup, n_train=int(setup.n_train * factor))
