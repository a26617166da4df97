"""Plan and windows with numbers → a folder with the trained network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean
from afterfit.records import History
from afterfit.training.checkpoint import fingerprint
from afterfit.training.extra import require_training_extra
from afterfit.training.goals import NumberGoal, NumberTask
from afterfit.training.loop import TrainingSession, never, write_network
from afterfit.training.number_networks import build_number_network
from afterfit.training.number_splits import checked_number_splits
from afterfit.training.plan import EpochReport, TrainingPlan
from afterfit.training.zoo_index import MODELS_OF

OUTPUT_NAMES: dict[NumberTask, str] = {
    "regression": "standardised",
    "forecasting": "standardised",
    "anomaly": "reconstruction",
}
"""What the model file calls its output."""


def train_numbers(
    plan: TrainingPlan,
    task: NumberTask,
    train: tuple[NDArray[Any], NDArray[Any]],
    validation: tuple[NDArray[Any], NDArray[Any]],
    folder: Path,
    on_epoch: Callable[[EpochReport], None],
    should_stop: Callable[[], bool] = never,
) -> History:
    """Train a network to tell numbers, or go on where an interrupted training stopped.

    As `afterfit.training.train_classifier`; the best epoch is that of the lowest validation loss.

    Parameters
    ----------
    plan
        What to train and how.
    task
        Decides loss and networks: squared error for "regression", Huber's for "forecasting",
        squared error for "anomaly", whose network gives its input back.
    train, validation : pairs of arrays (X, y)
        X float32 of shape (n, n_channels, n_features, 1), y float32 of shape (n, n_outputs),
        standardised; for "anomaly" X itself. Validation may be empty.
    folder, on_epoch, should_stop
        As in `train_classifier`.

    Raises
    ------
    InputError
        When the network is of another task, the data do not fit, or the loss was never finite.
    """
    require_training_extra()
    from afterfit.training.determinism import reproducible_torch

    _check_model(plan.model_name, task)
    splits = checked_number_splits(train, validation)
    shape, n_outputs = splits[0].sample_shape, splits[0].y.shape[1]
    with reproducible_torch():
        network = build_number_network(plan.model_name, shape, n_outputs, plan.seed)
        key = fingerprint(plan, splits, n_outputs)
        session = TrainingSession(plan, splits, NumberGoal(plan, task), network, key, folder)
        if session.run(on_epoch, should_stop):
            write_network(session.best_network(), shape, folder, OUTPUT_NAMES[task])
    return session.history()


def _check_model(name: str, task: NumberTask) -> None:
    if name not in MODELS_OF[task]:
        near = did_you_mean(name, MODELS_OF[task])
        raise InputError(
            f"{name} is no network of {task}{near}; those are {', '.join(MODELS_OF[task])}",
            where="training -> model_name",
        )
