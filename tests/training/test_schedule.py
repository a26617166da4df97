from typing import get_args

import pytest

from afterfit.training.plan import Scheduler, TrainingPlan
from afterfit.training.schedule import learning_rate_at


def rates(plan: TrainingPlan) -> list[float]:
    return [learning_rate_at(plan, epoch) for epoch in range(1, plan.epochs + 1)]


@pytest.mark.parametrize(
    ("scheduler", "expected"),
    [
        ("none", [1.0, 1.0, 1.0, 1.0]),
        ("steplr", [1.0, 1.0, 0.5, 0.5]),
        ("exponentiallr", [1.0, 0.5, 0.25, 0.125]),
        ("cosineannealinglr", [1.0, 0.8535533905932737, 0.5, 0.14644660940672627]),
    ],
)
def test_named_schedules(scheduler: Scheduler, expected: list[float]) -> None:
    plan = TrainingPlan(
        "CLS_1k_NPU",
        epochs=4,
        learning_rate=1.0,
        lr_scheduler=scheduler,
        lr_gamma=0.5,
        lr_step_size=2,
    )
    assert rates(plan) == pytest.approx(expected)


@pytest.mark.parametrize("scheduler", get_args(Scheduler))
def test_warmup_rises_to_the_rate_and_hands_over_to_the_schedule(scheduler: Scheduler) -> None:
    cold = TrainingPlan("CLS_1k_NPU", epochs=6, learning_rate=0.3, lr_scheduler=scheduler)
    warm = TrainingPlan(
        "CLS_1k_NPU", epochs=9, learning_rate=0.3, lr_scheduler=scheduler, lr_warmup_epochs=3
    )
    assert rates(warm)[:3] == pytest.approx([0.003, 0.102, 0.201])
    assert rates(warm)[3:] == pytest.approx(rates(cold))


@pytest.mark.train
@pytest.mark.parametrize("scheduler", ["cosineannealinglr", "steplr", "exponentiallr"])
def test_torch_agrees(scheduler: Scheduler) -> None:
    import torch
    from torch.optim import lr_scheduler

    plan = TrainingPlan(
        "CLS_1k_NPU", epochs=12, lr_scheduler=scheduler, lr_step_size=5, lr_gamma=0.3
    )
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], plan.learning_rate)
    judge: lr_scheduler.LRScheduler
    match scheduler:
        case "cosineannealinglr":
            judge = lr_scheduler.CosineAnnealingLR(optimizer, T_max=12)
        case "steplr":
            judge = lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.3)
        case _:
            judge = lr_scheduler.ExponentialLR(optimizer, gamma=0.3)
    seen = []
    for _ in range(plan.epochs):
        seen.append(judge.get_last_lr()[0])
        optimizer.step()
        judge.step()
    assert rates(plan) == pytest.approx(seen, rel=1e-9, abs=1e-15)
