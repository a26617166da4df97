from collections.abc import Iterator
from typing import get_args

import numpy as np
import pytest

from afterfit.training.determinism import reproducible_torch
from afterfit.training.epochs import Learner, build_optimizer, measure
from afterfit.training.goals import ClassGoal
from afterfit.training.networks import build_network
from afterfit.training.plan import Optimizer, TrainingPlan
from afterfit.training.splits import Split

pytestmark = pytest.mark.train


@pytest.fixture(autouse=True)
def _reproducible() -> Iterator[None]:
    with reproducible_torch():
        yield


def split(n: int, n_features: int = 8, seed: int = 0) -> Split:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 1, n_features, 1)).astype(np.float32)
    return Split("train", X, (X.mean(axis=(1, 2, 3)) > 0).astype(np.int64))


def class_goal(data: Split) -> ClassGoal:
    return ClassGoal(TrainingPlan("CLS_1k_NPU"), data, 2)


def loss_after(plan: TrainingPlan, n_epochs: int, data: Split) -> float:
    network = build_network(plan.model_name, 1, 2, plan.seed)
    optimizer, learner = (
        build_optimizer(plan, network),
        Learner(plan, data, ClassGoal(plan, data, 2)),
    )
    for epoch in range(1, n_epochs + 1):
        learner.teach(network, optimizer, epoch)
    return measure(network, data, ClassGoal(plan, data, 2)).loss


@pytest.mark.parametrize("optimizer", get_args(Optimizer))
def test_every_optimizer_learns(optimizer: Optimizer) -> None:
    plan = TrainingPlan("CLS_100_NPU", learning_rate=5e-3, optimizer=optimizer)
    data = split(64)
    assert loss_after(plan, 8, data) < 0.8 * loss_after(plan, 0, data)


@pytest.mark.parametrize("n", [2, 3, 8, 9, 17])
@pytest.mark.parametrize("n_features", [1, 8])
def test_any_number_of_windows_from_two_can_be_learned_from(n: int, n_features: int) -> None:
    assert np.isfinite(loss_after(TrainingPlan("CLS_13k_NPU"), 1, split(n, n_features)))


def test_measure_is_the_mean_cross_entropy_and_the_share_of_right_ones() -> None:
    import torch
    from sklearn.metrics import accuracy_score, log_loss

    network, data = build_network("CLS_1k_NPU", 1, 2, seed=3), split(300)
    with torch.no_grad():
        scores = network.eval()(torch.tensor(data.X)).double().softmax(dim=1).numpy()
    score = measure(network, data, class_goal(data))
    assert score.loss == pytest.approx(log_loss(data.y, scores, labels=[0, 1]), rel=1e-5)
    assert score.accuracy == accuracy_score(data.y, scores.argmax(axis=1))


def test_no_samples_measure_as_nan() -> None:
    nothing = split(0)
    network = build_network("CLS_1k_NPU", 1, 2, seed=3)
    score = measure(network, nothing, class_goal(nothing))
    assert np.isnan([score.loss, score.accuracy]).all()


def test_the_penalty_shrinks_the_weights() -> None:
    def size(lambda_reg: float) -> float:
        plan = TrainingPlan("CLS_100_NPU", weight_decay=0.0, lambda_reg=lambda_reg)
        network, data = build_network(plan.model_name, 1, 2, plan.seed), split(64)
        Learner(plan, data, ClassGoal(plan, data, 2)).teach(
            network, build_optimizer(plan, network), epoch=1
        )
        return sum(w.square().sum().item() for w in network.parameters() if w.ndim > 1)

    assert size(0.5) < 0.9 * size(0.0)


def test_class_weights_lift_the_rare_class() -> None:
    rng = np.random.default_rng(0)
    y = (np.arange(100) < 8).astype(np.int64)
    # the rare class lies within the common one, so that without weights it is never predicted
    X = rng.normal(size=(100, 1, 4, 1)).astype(np.float32) + y[:, None, None, None]
    data = Split("train", X.astype(np.float32), y)

    def n_rare_found(class_weights: bool) -> int:
        import torch

        plan = TrainingPlan("CLS_100_NPU", learning_rate=0.01, class_weights=class_weights)
        network = build_network(plan.model_name, 1, 2, plan.seed)
        optimizer, learner = (
            build_optimizer(plan, network),
            Learner(plan, data, ClassGoal(plan, data, 2)),
        )
        for epoch in range(1, 6):
            learner.teach(network, optimizer, epoch)
        with torch.no_grad():
            predicted = network.eval()(torch.tensor(data.X)).argmax(dim=1).numpy()
        return int((predicted[y == 1] == 1).sum())

    assert n_rare_found(True) > n_rare_found(False)
