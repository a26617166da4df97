"""What is written down of each epoch → History."""

from collections.abc import Sequence
from dataclasses import dataclass

from afterfit.readers import HISTORY_COLUMNS, best_epoch
from afterfit.records import History


@dataclass(frozen=True, slots=True)
class EpochRow:
    """One row of the history, and when it was written; fields as in `EpochReport`."""

    epoch: int
    train_loss: float
    train_accuracy: float
    val_loss: float
    val_accuracy: float
    learning_rate: float
    seconds: float
    finished_at: float
    """Seconds since 1970; TensorBoard's wall time."""


def history_of(rows: Sequence[EpochRow]) -> History:
    """Return the rows as a History with its best epoch."""
    epochs = [row.epoch for row in rows]
    series = {name: [getattr(row, name) for row in rows] for name in HISTORY_COLUMNS[1:]}
    best = best_epoch(epochs, series)
    return History(epochs, series, best_epoch=best)  # type: ignore[arg-type]
