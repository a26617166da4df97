"""Keras' epochs → history.csv."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from afterfit.callbacks.names import history_row
from afterfit.callbacks.training_history import TrainingHistory
from afterfit.errors import InputError


def for_keras(folder: str | Path, *, stop_on: Sequence[str] = ()) -> Any:
    """Return a Keras callback: ``model.fit(..., callbacks=[for_keras("runs/one")])``.

    Its ``history`` is the `TrainingHistory` that it writes; parameters are those of that.

    Raises
    ------
    InputError
        When Keras is not installed, or a code of *stop_on* is not known.
    """
    try:
        base: Any = import_module("keras.callbacks").Callback
    except ImportError:
        raise InputError("for_keras needs Keras 3; install it with: pip install keras") from None

    class HistoryCallback(base):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.history = TrainingHistory(folder, stop_on=stop_on)

        def on_epoch_begin(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
            self.history.begin_epoch()

        def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
            row = history_row(logs or {})
            self.history.write(epoch=epoch + 1, **({"learning_rate": _rate(self.model)} | row))
            if self.history.should_stop:
                self.model.stop_training = True

    return HistoryCallback()


def _rate(model: Any) -> float:
    optimizer = getattr(model, "optimizer", None)
    rate = getattr(optimizer, "learning_rate", None)
    return float("nan") if rate is None else float(rate)
