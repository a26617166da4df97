"""Lightning's epochs → history.csv."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from afterfit.callbacks.names import history_row
from afterfit.callbacks.training_history import TrainingHistory
from afterfit.errors import InputError

_PACKAGES = ("lightning.pytorch", "pytorch_lightning")
"""The same library under its two names; a trainer takes callbacks of its own package alone."""


def for_lightning(folder: str | Path, *, stop_on: Sequence[str] = ()) -> Any:
    """Return a Lightning callback: ``Trainer(callbacks=[for_lightning("runs/one")])``.

    It writes what the module logs by epoch. Its ``history`` is the `TrainingHistory` that it
    writes; parameters are those of that. In training on several devices the first one writes.

    Raises
    ------
    InputError
        When Lightning is not installed, or a code of *stop_on* is not known.
    """

    class HistoryCallback(_callback_class()):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.history = TrainingHistory(folder, stop_on=stop_on)

        def on_train_epoch_start(self, trainer: Any, pl_module: Any) -> None:
            self.history.begin_epoch()

        def on_train_epoch_end(self, trainer: Any, pl_module: Any) -> None:
            if trainer.is_global_zero:
                self.history.write(epoch=trainer.current_epoch + 1, **_row(trainer))
            stop = trainer.strategy.reduce_boolean_decision(self.history.should_stop, all=False)
            trainer.should_stop = trainer.should_stop or stop

    return HistoryCallback()


def _callback_class() -> Any:
    for package in _PACKAGES:
        try:
            return import_module(package).Callback
        except ImportError:
            continue
    raise InputError("for_lightning needs Lightning; install it with: pip install lightning")


def _row(trainer: Any) -> dict[str, Any]:
    logged = trainer.callback_metrics
    # a value logged by step and by epoch stands there three times: plain, _step and _epoch
    again = {name for name in logged if name.endswith("_step")}
    again |= {name for name in logged if f"{name}_epoch" in logged}
    rates = [group["lr"] for one in trainer.optimizers for group in one.param_groups]
    row = history_row({name: value for name, value in logged.items() if name not in again})
    return {"learning_rate": rates[0] if rates else float("nan"), **row}
