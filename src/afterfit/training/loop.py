"""Plan and data → a folder with the trained network."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from afterfit.errors import InputError
from afterfit.files import write_bytes
from afterfit.records import History
from afterfit.training.checkpoint import (
    CHECKPOINT_FILE,
    TrainingState,
    fingerprint,
    restore_checkpoint,
    save_checkpoint,
    torch_bytes,
)
from afterfit.training.epoch_rows import EpochRow, history_of
from afterfit.training.epochs import Learner, build_optimizer, measure
from afterfit.training.export import OUTPUT_NAME, export_onnx
from afterfit.training.extra import require_training_extra
from afterfit.training.goals import ClassGoal, Goal
from afterfit.training.history_file import HISTORY_FILE
from afterfit.training.logs import EVENTS_FILE, TrainingLogs
from afterfit.training.networks import build_network
from afterfit.training.plan import EpochReport, TrainingPlan
from afterfit.training.schedule import learning_rate_at
from afterfit.training.splits import Split, checked_splits

if TYPE_CHECKING:
    from torch import nn

MODEL_FILE = "best_model.pt"
ONNX_FILE = "model.onnx"


def never() -> bool:
    """Answer that training should go on."""
    return False


def train_classifier(
    plan: TrainingPlan,
    train: tuple[Any, Any],
    validation: tuple[Any, Any],
    n_classes: int,
    folder: Path,
    on_epoch: Callable[[EpochReport], None],
    should_stop: Callable[[], bool] = never,
) -> History:
    """Train a network, or go on where an interrupted training of the same plan and data stopped.

    Into *folder* go, each whole or not at all: after every epoch ``checkpoint.pt``, ``history.csv``
    and one TensorBoard events file; when all epochs are done ``best_model.pt`` (the whole network)
    and ``model.onnx``, both of the best epoch: the highest validation accuracy, among equals the
    lowest validation loss, then the earliest; the training split's figures where there is no
    validation split. A training that was interrupted and resumed gives the same numbers and weights
    as one that was not. Files of another plan or other data in the folder are replaced. When all
    epochs are done already, only missing files are made.

    Parameters
    ----------
    plan
        What to train and how.
    train, validation : pairs of arrays (X, y)
        X float32 of shape (n, n_channels, n_features, 1), y class indices of shape (n,).
        Validation may be empty.
    n_classes
        Classes of the data set, whether or not each has samples.
    folder
        Where the files go; it is made when missing.
    on_epoch
        Called after each epoch whose files are written; not for epochs of an earlier call.
    should_stop
        Asked before each epoch; True ends the training there, to be resumed by the same call.

    Returns
    -------
    History
        All finished epochs, those before an interruption included.

    Raises
    ------
    InputError
        When the data do not fit, or the loss was never finite.
    """
    require_training_extra()
    from afterfit.training.determinism import reproducible_torch

    splits = checked_splits(train, validation, n_classes)
    shape = splits[0].sample_shape
    with reproducible_torch():
        n_channels, *size = shape
        network = build_network(
            plan.model_name, n_channels, n_classes, plan.seed, (size[0], size[1])
        )
        key = fingerprint(plan, splits, n_classes)
        goal = ClassGoal(plan, splits[0], n_classes)
        session = TrainingSession(plan, splits, goal, network, key, folder)
        if session.run(on_epoch, should_stop):
            write_network(session.best_network(), shape, folder)
    return session.history()


def write_network(
    network: nn.Module,
    sample_shape: tuple[int, ...],
    folder: Path,
    output_name: str = OUTPUT_NAME,
) -> None:
    """Write the network, as far as its files are missing."""
    if not (folder / MODEL_FILE).exists():
        write_bytes(folder / MODEL_FILE, torch_bytes(network))
    if not (folder / ONNX_FILE).exists():
        export_onnx(network, sample_shape, folder / ONNX_FILE, output_name)


class TrainingSession:
    """One training of a network and the folder that it lives in.

    Parameters
    ----------
    plan
        What is to be done with the network.
    splits
        Training and validation, checked.
    goal
        What is minimised, and how outputs are judged.
    network
        Where the training starts; it is changed.
    key
        Hash of all that decides what the training gives. Files of another one are replaced.
    folder
        Where the checkpoint and the logs go.
    """

    def __init__(
        self,
        plan: TrainingPlan,
        splits: tuple[Split, Split],
        goal: Goal,
        network: nn.Module,
        key: str,
        folder: Path,
    ) -> None:
        self._plan, self._folder, self._key = plan, folder, key
        self._train, self._validation = splits
        self._goal = goal
        self._learner = Learner(plan, self._train, goal)
        self._state = TrainingState(network, build_optimizer(plan, network))
        self._logs = TrainingLogs(folder)
        if restore_checkpoint(folder, self._state, self._key):
            # an interruption may have come between the checkpoint and the logs
            self._logs.write(self._state.rows)
        else:
            remove_training_files(folder)

    @property
    def n_finished(self) -> int:
        """Epochs that are written down."""
        return len(self._state.rows)

    def run(self, on_epoch: Callable[[EpochReport], None], should_stop: Callable[[], bool]) -> bool:
        """Train until all epochs are done; False when *should_stop* ended it before."""
        while self.n_finished < self._plan.epochs:
            if should_stop():
                return False
            on_epoch(self.run_epoch())
        return True

    def history(self) -> History:
        """Return all finished epochs."""
        return history_of(self._state.rows)

    def run_epoch(self) -> EpochReport:
        """Train for one epoch, write it down and return what it gave."""
        row = self._train_one(self.n_finished + 1)
        self._state.rows.append(row)
        is_best = self.history().best_epoch == row.epoch
        if is_best:
            self._state.best_weights = copy.deepcopy(self._state.network.state_dict())
        save_checkpoint(self._folder, self._state, self._key)
        self._logs.write(self._state.rows)
        return EpochReport(
            epoch=row.epoch,
            n_epochs=self._plan.epochs,
            train_loss=row.train_loss,
            train_accuracy=row.train_accuracy,
            val_loss=row.val_loss,
            val_accuracy=row.val_accuracy,
            learning_rate=row.learning_rate,
            seconds=row.seconds,
            is_best=is_best,
        )

    def _train_one(self, epoch: int) -> EpochRow:
        started = time.perf_counter()
        network, optimizer = self._state.network, self._state.optimizer
        rate = learning_rate_at(self._plan, epoch)
        for group in optimizer.param_groups:
            group["lr"] = rate
        learned = self._learner.teach(network, optimizer, epoch)
        validated = measure(network, self._validation, self._goal)
        return EpochRow(
            epoch=epoch,
            train_loss=learned.loss,
            train_accuracy=learned.accuracy,
            val_loss=validated.loss,
            val_accuracy=validated.accuracy,
            learning_rate=rate,
            seconds=time.perf_counter() - started,
            finished_at=time.time(),
        )

    def best_network(self) -> nn.Module:
        """Return the network of the best epoch.

        Raises
        ------
        InputError
            When the loss was never finite.
        """
        self._check_finite()
        network = copy.deepcopy(self._state.network)
        network.load_state_dict(self._state.best_weights)
        return network.eval()

    def _check_finite(self) -> None:
        if not any(math.isfinite(row.train_loss) for row in self._state.rows):
            raise InputError(
                "the training loss was not finite in any epoch; try a learning_rate below "
                f"{self._plan.learning_rate:g}, or features of smaller values"
            )


def remove_training_files(folder: Path) -> None:
    """Remove from *folder* all that a training writes."""
    for name in (CHECKPOINT_FILE, HISTORY_FILE, EVENTS_FILE, MODEL_FILE, ONNX_FILE):
        (folder / name).unlink(missing_ok=True)
