"""One pass over a split: learning from it, or only measuring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from afterfit.training.goals import Goal
from afterfit.training.plan import TrainingPlan
from afterfit.training.splits import Split, shuffled_batches

if TYPE_CHECKING:
    from torch import Tensor, nn
    from torch.optim import Optimizer as TorchOptimizer

_MOMENTUM = 0.9
_MEASURING_BATCH = 256


@dataclass(frozen=True, slots=True)
class Score:
    """How good a network was on one pass."""

    loss: float
    """Mean of the goal's plain loss, cross entropy for classes; nan without samples."""
    accuracy: float
    """Share of samples whose highest logit is the true class's; nan without samples or classes."""


@dataclass(slots=True)
class _Tally:
    goal: Goal
    loss: float = 0.0
    n_right: float = 0
    n: int = 0

    def add(self, outputs: Tensor, y: Tensor) -> None:
        self.loss += self.goal.sample_losses(outputs, y).double().sum().item()
        n_right = self.goal.n_right(outputs, y)
        self.n_right += float("nan") if n_right is None else n_right
        self.n += len(y)

    def score(self) -> Score:
        if not self.n:
            return Score(float("nan"), float("nan"))
        return Score(self.loss / self.n, self.n_right / self.n)


def build_optimizer(plan: TrainingPlan, network: nn.Module) -> TorchOptimizer:
    """Return the optimizer of the plan over all parameters of the network."""
    from torch import optim

    parameters, rate, decay = network.parameters(), plan.learning_rate, plan.weight_decay
    match plan.optimizer:
        case "sgd":
            return optim.SGD(parameters, rate, momentum=_MOMENTUM, weight_decay=decay)
        case "rmsprop":
            return optim.RMSprop(parameters, rate, momentum=_MOMENTUM, weight_decay=decay)
        case "adam":
            return optim.Adam(parameters, rate, weight_decay=decay)
        case "adamw":
            return optim.AdamW(parameters, rate, weight_decay=decay)


class Learner:
    """Teaches a network one epoch after the other."""

    def __init__(self, plan: TrainingPlan, train: Split, goal: Goal) -> None:
        self._plan, self._train, self._goal = plan, train, goal

    def teach(self, network: nn.Module, optimizer: TorchOptimizer, epoch: int) -> Score:
        """Step through all batches of the epoch and return what the network scored on the way."""
        network.train()
        tally = _Tally(self._goal)
        plan = self._plan
        for rows in shuffled_batches(len(self._train), plan.batch_size, plan.seed, epoch):
            X, y = self._train.batch(rows)
            outputs = network(X)
            optimizer.zero_grad()
            loss = self._goal.to_minimise(network, outputs, y)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            tally.add(outputs.detach(), y)
        return tally.score()


def measure(network: nn.Module, split: Split, goal: Goal) -> Score:
    """Return the score of the network, as it would be used, on the split."""
    import torch

    network.eval()
    tally = _Tally(goal)
    with torch.no_grad():
        for start in range(0, len(split), _MEASURING_BATCH):
            X, y = split.batch(np.arange(start, min(start + _MEASURING_BATCH, len(split))))
            tally.add(network(X), y)
    return tally.score()
