"""Rows of a training → history.csv, whole after every epoch."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from afterfit.files import write_text
from afterfit.readers import HISTORY_COLUMNS

HISTORY_FILE = "history.csv"


def write_history(folder: Path, rows: Sequence[Mapping[str, float]]) -> None:
    """Write ``history.csv`` into *folder* anew: whoever reads it sees the old file or the new one.

    Each row has at least an epoch; what else it has beside afterfit's own columns follows them.
    """
    write_text(folder / HISTORY_FILE, history_text(rows))


def history_text(rows: Sequence[Mapping[str, float]]) -> str:
    """Return the history as CSV; numbers read back to the same bits, "nan" is what was not told.

    Examples
    --------
    >>> print(history_text([{"epoch": 1, "train_loss": 0.5, "train_f1": 0.25}]))
    epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,train_f1
    1,0.5,nan,nan,nan,nan,nan,0.25
    <BLANKLINE>
    """
    names = tuple(dict.fromkeys((*HISTORY_COLUMNS, *(name for row in rows for name in row))))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([repr(row.get(name, math.nan)) for name in names] for row in rows)
    return text.getvalue()
