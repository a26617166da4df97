"""One pass over a split: learning from it, or only measuring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from afterfit.training.plan import TrainingPlan
from afterfit.training.splits import Split, balanced_weights, shuffled_batches

if TYPE_CHECKING:
    from torch import Tensor, nn
    from torch.optim import Optimizer as TorchOptimizer

_MOMENTUM = 0.9
_MEASURING_BATCH = 256


@dataclass(frozen=True, slots=True)
class Score:
    """How good a network was on one pass."""

    loss: float
    """Mean cross entropy, without class weights and penalty; nan without samples."""
    accuracy: float
    """Share of samples whose highest logit is the true class's; nan without samples."""


@dataclass(slots=True)
class _Tally:
    loss: float = 0.0
    n_right: int = 0
    n: int = 0

    def add(self, logits: Tensor, y: Tensor) -> None:
        from torch.nn.functional import cross_entropy

        self.loss += cross_entropy(logits, y, reduction="none").double().sum().item()
        self.n_right += int((logits.argmax(dim=1) == y).sum().item())
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

    def __init__(self, plan: TrainingPlan, train: Split, n_classes: int) -> None:
        import torch

        self._plan, self._train = plan, train
        weights = balanced_weights(train.y, n_classes) if plan.class_weights else None
        self._class_weights = None if weights is None else torch.tensor(weights).float()

    def teach(self, network: nn.Module, optimizer: TorchOptimizer, epoch: int) -> Score:
        """Step through all batches of the epoch and return what the network scored on the way."""
        network.train()
        tally = _Tally()
        plan = self._plan
        for rows in shuffled_batches(len(self._train), plan.batch_size, plan.seed, epoch):
            X, y = self._train.batch(rows)
            logits = network(X)
            optimizer.zero_grad()
            self._loss(network, logits, y).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            tally.add(logits.detach(), y)
        return tally.score()

    def _loss(self, network: nn.Module, logits: Tensor, y: Tensor) -> Tensor:
        from torch.nn.functional import cross_entropy

        loss = cross_entropy(logits, y, weight=self._class_weights)
        if self._plan.lambda_reg:
            # vectors are biases and batch normalisation: shrinking them does not simplify a network
            weights = [w for w in network.parameters() if w.ndim > 1]
            loss = loss + self._plan.lambda_reg * sum(w.square().sum() for w in weights)
        return loss


def measure(network: nn.Module, split: Split) -> Score:
    """Return the score of the network, as it would be used, on the split."""
    import torch

    network.eval()
    tally = _Tally()
    with torch.no_grad():
        for start in range(0, len(split), _MEASURING_BATCH):
            X, y = split.batch(np.arange(start, min(start + _MEASURING_BATCH, len(split))))
            tally.add(network(X), y)
    return tally.score()
