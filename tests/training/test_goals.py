import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import mean_squared_error

from afterfit.training import TrainingPlan
from afterfit.training.goals import NumberGoal

pytestmark = pytest.mark.train


def numbers(seed: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(0, 2, (5, 3)).astype(np.float32)


@pytest.mark.parametrize("task", ["regression", "anomaly"])
def test_numbers_are_judged_by_their_squared_error(task: str) -> None:
    import torch

    goal = NumberGoal(TrainingPlan("REGR_1k"), task)  # type: ignore[arg-type]
    losses = goal.sample_losses(torch.tensor(numbers(0)), torch.tensor(numbers(1)))
    assert losses.mean().item() == pytest.approx(mean_squared_error(numbers(1), numbers(0)))


def test_forecasts_are_judged_by_hubers_loss() -> None:
    import torch

    gap = np.abs(numbers(0) - numbers(1))
    judge = np.where(gap < 1, gap**2 / 2, gap - 0.5).mean(axis=1)
    goal = NumberGoal(TrainingPlan("FCST_13k"), "forecasting")
    losses = goal.sample_losses(torch.tensor(numbers(0)), torch.tensor(numbers(1)))
    assert losses.numpy() == pytest.approx(judge, rel=1e-6)


def test_the_penalty_is_that_of_tensorlab() -> None:
    import torch
    from torch import nn

    network = nn.Linear(2, 1)
    nn.init.constant_(network.weight, -2.0)
    nn.init.constant_(network.bias, 1.0)
    goal = NumberGoal(TrainingPlan("REGR_1k", lambda_reg=0.1), "regression")
    y = torch.zeros(4, 1)
    assert goal.to_minimise(network, y, y).item() == pytest.approx(0.1 * (5 + 9))
