"""Plan and epoch → learning rate."""

import math

from afterfit.training.plan import TrainingPlan

_WARMUP_START = 0.01


def learning_rate_at(plan: TrainingPlan, epoch: int) -> float:
    """Return the learning rate of an epoch, counted from 1.

    It depends on nothing but the plan, so a resumed training needs no scheduler state.

    Examples
    --------
    >>> plan = TrainingPlan("CLS_1k_NPU", epochs=4, learning_rate=1.0, lr_warmup_epochs=2)
    >>> [round(learning_rate_at(plan, epoch), 3) for epoch in (1, 2, 3, 4)]
    [0.01, 0.505, 1.0, 0.5]
    """
    warmup = plan.lr_warmup_epochs
    if epoch <= warmup:
        return plan.learning_rate * (_WARMUP_START + (1 - _WARMUP_START) * (epoch - 1) / warmup)
    return plan.learning_rate * _factor(plan, epoch - 1 - warmup)


def _factor(plan: TrainingPlan, step: int) -> float:
    match plan.lr_scheduler:
        case "cosineannealinglr":
            return (1 + math.cos(math.pi * step / (plan.epochs - plan.lr_warmup_epochs))) / 2
        case "steplr":
            return plan.lr_gamma ** (step // plan.lr_step_size)
        case "exponentiallr":
            return plan.lr_gamma**step
        case "none":
            return 1.0
