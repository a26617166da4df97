"""What a network is to learn: how far outputs are from it, and what is minimised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from afterfit.training.plan import TrainingPlan
from afterfit.training.splits import Split, balanced_weights

if TYPE_CHECKING:
    from torch import Tensor, nn

NumberTask = Literal["regression", "forecasting", "anomaly"]
"""Tasks whose networks give numbers."""


class Goal(Protocol):
    """How the training of one task judges outputs."""

    def to_minimise(self, network: nn.Module, outputs: Tensor, y: Tensor) -> Tensor:
        """Return the loss of a batch, weights and penalty included, as a number with gradient."""

    def sample_losses(self, outputs: Tensor, y: Tensor) -> Tensor:
        """Return the plain loss of each sample, shape (n,)."""

    def n_right(self, outputs: Tensor, y: Tensor) -> int | None:
        """Return how many samples are right; None where none can be."""


class ClassGoal:
    """The true class of each sample: cross entropy."""

    def __init__(self, plan: TrainingPlan, train: Split, n_classes: int) -> None:
        import torch

        weights = balanced_weights(train.y, n_classes) if plan.class_weights else None
        self._class_weights = None if weights is None else torch.tensor(weights).float()
        self._lambda_reg = plan.lambda_reg

    def to_minimise(self, network: nn.Module, outputs: Tensor, y: Tensor) -> Tensor:
        """Return the mean cross entropy, by class weights, and the penalty on weights."""
        from torch.nn.functional import cross_entropy

        loss = cross_entropy(outputs, y, weight=self._class_weights)
        if self._lambda_reg:
            # vectors are biases and batch normalisation: shrinking them does not simplify a network
            weights = [w for w in network.parameters() if w.ndim > 1]
            loss = loss + self._lambda_reg * sum(w.square().sum() for w in weights)
        return loss

    def sample_losses(self, outputs: Tensor, y: Tensor) -> Tensor:
        """Return the cross entropy of each sample."""
        from torch.nn.functional import cross_entropy

        return cross_entropy(outputs, y, reduction="none")

    def n_right(self, outputs: Tensor, y: Tensor) -> int:
        """Return how many samples have the highest logit at their class."""
        return int((outputs.argmax(dim=1) == y).sum().item())


class NumberGoal:
    """Numbers near to given ones: squared error, or Huber's for forecasts, as in Tensorlab.

    The penalty is Tensorlab's of regression: lambda_reg · (Σ |w| + Σ w²) over all parameters.
    """

    def __init__(self, plan: TrainingPlan, task: NumberTask) -> None:
        self._lambda_reg = plan.lambda_reg
        self._task = task

    def to_minimise(self, network: nn.Module, outputs: Tensor, y: Tensor) -> Tensor:
        """Return the mean loss and the penalty on all parameters."""
        loss = self.sample_losses(outputs, y).mean()
        if self._lambda_reg:
            sizes = sum(w.abs().sum() + w.square().sum() for w in network.parameters())
            loss = loss + self._lambda_reg * sizes
        return loss

    def sample_losses(self, outputs: Tensor, y: Tensor) -> Tensor:
        """Return the mean loss over the numbers of each sample."""
        from torch.nn.functional import huber_loss, mse_loss

        loss = huber_loss if self._task == "forecasting" else mse_loss
        return loss(outputs, y, reduction="none").flatten(1).mean(dim=1)

    def n_right(self, outputs: Tensor, y: Tensor) -> None:
        """Return nothing: a number is near or far, not right."""
