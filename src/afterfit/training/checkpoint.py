"""The state of a training after its last finished epoch, on disk and back."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from afterfit.errors import InputError
from afterfit.files import write_bytes
from afterfit.training.epoch_rows import EpochRow
from afterfit.training.plan import TrainingPlan
from afterfit.training.splits import Split
from afterfit.training.zoo_index import layers_of

if TYPE_CHECKING:
    from torch import nn
    from torch.optim import Optimizer as TorchOptimizer

CHECKPOINT_FILE = "checkpoint.pt"


@dataclass(slots=True)
class TrainingState:
    """What training changes from epoch to epoch."""

    network: nn.Module
    optimizer: TorchOptimizer
    rows: list[EpochRow] = field(default_factory=list)
    """One for each finished epoch."""
    best_weights: dict[str, Any] = field(default_factory=dict)
    """State of the network after the best epoch; empty before the first."""


def fingerprint(plan: TrainingPlan, splits: tuple[Split, ...], n_classes: int) -> str:
    """Return a hash of all that decides what the training gives: plan, layers and data."""
    digest = sha256(repr((plan, layers_of(plan.model_name), n_classes)).encode())
    for split in splits:
        digest.update(repr((split.X.shape, split.y.shape)).encode())
        digest.update(np.ascontiguousarray(split.X).data)
        digest.update(np.ascontiguousarray(split.y).data)
    return digest.hexdigest()


def save_checkpoint(folder: Path, state: TrainingState, key: str) -> None:
    """Write the state, whole or not at all; *key* is the fingerprint of its training."""
    content = {
        "fingerprint": key,
        "network": state.network.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "rows": [asdict(row) for row in state.rows],
        "best_weights": state.best_weights,
    }
    write_bytes(folder / CHECKPOINT_FILE, torch_bytes(content))


def restore_checkpoint(folder: Path, state: TrainingState, key: str) -> bool:
    """Bring *state* to where the folder's checkpoint left it; False when it is of another training.

    Raises
    ------
    InputError
        When the file is there but cannot be read.
    """
    path = folder / CHECKPOINT_FILE
    content = _read(path) if path.exists() else {}
    if content.get("fingerprint") != key:
        return False
    state.network.load_state_dict(content["network"])
    state.optimizer.load_state_dict(content["optimizer"])
    state.rows = [EpochRow(**row) for row in content["rows"]]
    state.best_weights = content["best_weights"]
    return True


def read_best_weights(folder: Path) -> dict[str, Any]:
    """Return the state of the network after the best epoch, from the folder's checkpoint.

    Raises
    ------
    InputError
        When there is no checkpoint, or it cannot be read.
    """
    path = folder / CHECKPOINT_FILE
    if not path.exists():
        raise InputError("no checkpoint of a training here", where=str(folder))
    weights: dict[str, Any] = _read(path).get("best_weights", {})
    return weights


def torch_bytes(content: object) -> bytes:
    """Return what torch.save would write, the same for every file name."""
    import torch

    buffer = io.BytesIO()
    torch.save(content, buffer)
    return buffer.getvalue()


def _read(path: Path) -> dict[str, Any]:
    import pickle

    import torch

    try:
        content = torch.load(path, weights_only=True)
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            f"not a checkpoint of a training ({reason}). Delete it to start the training over.",
            where=str(path),
        ) from None
    return content if isinstance(content, dict) else {}
