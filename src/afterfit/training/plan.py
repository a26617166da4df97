"""How a network is to be trained, and what one epoch of it gave."""

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

from afterfit.errors import InputError, did_you_mean
from afterfit.training.zoo_index import KNOWN_MODELS

Optimizer = Literal["sgd", "rmsprop", "adam", "adamw"]
Scheduler = Literal["cosineannealinglr", "steplr", "exponentiallr", "none"]


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Everything but the data that decides what a training gives.

    Raises
    ------
    InputError
        When a value is outside its range, or a name is not known.

    Examples
    --------
    >>> TrainingPlan("CLS_4k_NPU", epochs=30).optimizer
    'sgd'
    """

    model_name: str
    """One of ``KNOWN_MODELS``; which task it is for is checked with the data."""
    epochs: int = 10
    batch_size: int = 8
    """Windows a step, at least 2; a single window left over joins the batch before it."""
    learning_rate: float = 2e-3
    """Rate that the schedule starts from, after the warm-up."""
    optimizer: Optimizer = "sgd"
    """sgd and rmsprop have a momentum of 0.9."""
    weight_decay: float = 1e-4
    """As the optimizer understands it; applied to all parameters."""
    lambda_reg: float = 0.0
    """Weight of a penalty: for classes L2, lambda_reg · Σ w², over the kernels and the linear
    layer's matrix; for numbers lambda_reg · (Σ |w| + Σ w²) over all parameters, as in Tensorlab,
    which applies it to regression alone."""
    lr_scheduler: Scheduler = "cosineannealinglr"
    """How the rate falls from epoch to epoch; "none" keeps it."""
    lr_step_size: int = 30
    """steplr: epochs between two falls."""
    lr_gamma: float = 0.1
    """steplr and exponentiallr: what each fall multiplies the rate by."""
    lr_warmup_epochs: int = 0
    """Epochs over which the rate rises from 1 % in equal steps, before the schedule begins."""
    class_weights: bool = False
    """Whether rare classes weigh more, in inverse proportion to their windows."""
    seed: int = 42
    """Decides the first weights and the order of the windows."""

    def __post_init__(self) -> None:
        _check_choice("model_name", self.model_name, KNOWN_MODELS)
        _check_choice("optimizer", self.optimizer, get_args(Optimizer))
        _check_choice("lr_scheduler", self.lr_scheduler, get_args(Scheduler))
        _check_at_least(self, epochs=1, batch_size=2, lr_step_size=1, lr_warmup_epochs=0, seed=0)
        _check_at_least(self, weight_decay=0.0, lambda_reg=0.0)
        _check_above_zero(self, "learning_rate", "lr_gamma")
        if self.lr_warmup_epochs >= self.epochs:
            raise InputError(
                f"lr_warmup_epochs must be below epochs, {self.epochs}, got {self.lr_warmup_epochs}"
            )


@dataclass(frozen=True, slots=True)
class EpochReport:
    """What one epoch gave.

    Both losses are plain means, without class weights and penalty, so that they can be compared:
    cross entropy, the squared error of standardised targets, Huber's of standardised forecasts, or
    the squared error of reconstructed features. Accuracies are nan where no classes are told. The
    figures of the training split are collected while its weights change.
    """

    epoch: int
    """Number of the epoch, from 1."""
    n_epochs: int
    """How many the plan has."""
    train_loss: float
    train_accuracy: float
    val_loss: float
    """nan where there is no validation split."""
    val_accuracy: float
    """nan where there is no validation split."""
    learning_rate: float
    seconds: float
    is_best: bool
    """Whether it is the best so far."""


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        hint = did_you_mean(str(value), known)
        raise InputError(f"{name} must be one of {', '.join(known)}, got {value!r}{hint}")


def _check_at_least(plan: TrainingPlan, **lowest: float) -> None:
    for name, low in lowest.items():
        value: Any = getattr(plan, name)
        if not (math.isfinite(value) and value >= low):
            raise InputError(f"{name} must be at least {low:g}, got {value}")


def _check_above_zero(plan: TrainingPlan, *names: str) -> None:
    for name in names:
        value: Any = getattr(plan, name)
        if not (math.isfinite(value) and value > 0):
            raise InputError(f"{name} must be above 0, got {value}")
