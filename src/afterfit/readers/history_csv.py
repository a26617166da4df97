"""history.csv → History."""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from afterfit.errors import InputError
from afterfit.records import History

HISTORY_COLUMNS = (
    "epoch",
    "train_loss",
    "train_accuracy",
    "val_loss",
    "val_accuracy",
    "learning_rate",
    "seconds",
)
"""Columns of the history that afterfit's own training writes."""


def read_history_csv(path: Path) -> History:
    """Read a table with the column ``epoch`` and one column of numbers for each series.

    An empty cell reads as nan. The best epoch is known when accuracy and loss are there
    (`best_epoch`).

    Raises
    ------
    InputError
        When the file is not there or not such a table; it names file, row and column.
    """
    names, rows = _table(path)
    columns = {
        name: [_number(row[place], path, line, name) for line, row in enumerate(rows, start=2)]
        for place, name in enumerate(names)
    }
    epochs = columns.pop("epoch")
    for line, epoch in enumerate(epochs, start=2):
        if not epoch.is_integer():
            raise InputError(
                f"row {line}, column 'epoch': expected a whole number, got {epoch}", where=str(path)
            )
    whole = [int(epoch) for epoch in epochs]
    return History(whole, columns, best_epoch=best_epoch(whole, columns))  # type: ignore[arg-type]


def best_epoch(epochs: Sequence[int], series: Mapping[str, Sequence[float]]) -> int | None:
    """Return the epoch that training keeps; None where there is nothing to choose by.

    The highest validation accuracy wins, among equals the lowest validation loss, then the
    earliest; the loss alone where no accuracy is told. Without a validation split the training
    split's figures decide. An epoch whose loss is not finite comes after all others.

    Examples
    --------
    >>> best_epoch([1, 2, 3], {"val_accuracy": [0.8, 0.9, 0.9], "val_loss": [0.5, 0.4, 0.3]})
    3
    """
    for split in ("val", "train"):
        accuracies, losses = series.get(f"{split}_accuracy", ()), series.get(f"{split}_loss", ())
        if all(map(math.isnan, accuracies)):
            # numbers are told, not classes; without a split there is no loss either
            accuracies = [loss if math.isnan(loss) else 0.0 for loss in losses]
        known = [
            (not math.isfinite(loss), -accuracy, loss if math.isfinite(loss) else 0.0, epoch)
            for epoch, accuracy, loss in zip(epochs, accuracies, losses, strict=False)
            if not math.isnan(accuracy)
        ]
        if known:
            return min(known)[-1]
    return None


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            names, *rows = list(csv.reader(file)) or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read as a CSV file: {error}", where=str(path)) from None
    if names.count("epoch") != 1 or len(set(names)) != len(names):
        raise InputError(
            "the first row must name the columns, each once and 'epoch' among them, "
            f"got {', '.join(names) or 'nothing'}",
            where=str(path),
        )
    for line, row in enumerate(rows, start=2):
        if len(row) != len(names):
            raise InputError(
                f"row {line} has {len(row)} cells, expected {len(names)}", where=str(path)
            )
    return names, rows


def _number(cell: str, path: Path, line: int, column: str) -> float:
    try:
        return float(cell) if cell.strip() else float("nan")
    except ValueError:
        raise InputError(
            f"row {line}, column {column!r}: expected a number, got {cell!r}", where=str(path)
        ) from None
