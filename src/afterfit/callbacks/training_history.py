"""One row an epoch, and what the rules say of all rows so far: for any training loop."""

import logging
import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from afterfit.errors import InputError, did_you_mean
from afterfit.findings import LEARNING_RULES
from afterfit.pipeline.curves import diagnose_curves, log_of_history
from afterfit.readers import read_history_csv
from afterfit.records import History
from afterfit.results import Finding
from afterfit.training.history_file import HISTORY_FILE, write_history

LASTS = 3
"""A verdict stops a training when it stood after this many epochs in a row.

Of 100 healthy trainings of the benchmark, none had LC001, LC008 or LC014 after any of its epochs.
"""
_LOG = logging.getLogger("afterfit")


class TrainingHistory:
    """Writes ``history.csv`` after every epoch and can stop a training on a verdict.

    Parameters
    ----------
    folder : str or Path
        Where the history goes. Epochs already in it stay as far as they are earlier than the first
        one written, so that a resumed training goes on and one that begins anew replaces them.
    stop_on : sequence of str
        Codes of findings on the curves, "LC001" to "LC015". `should_stop` becomes true when one of
        them was raised after three epochs in a row.

    Raises
    ------
    InputError
        When a code is none of the rules on learning curves, or the history there is damaged.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> history = TrainingHistory(mkdtemp(), stop_on=("LC001",))
    >>> for loss in (2.0, 1.0, 0.5):
    ...     history.write(train_loss=loss, val_loss=loss + 0.1)
    ...     if history.should_stop:
    ...         break
    >>> history.n_epochs
    3
    """

    def __init__(self, folder: str | Path, *, stop_on: Sequence[str] = ()) -> None:
        self.folder = Path(folder)
        self._stop_on = _checked_codes(stop_on)
        self._rows = _rows_in(self.folder / HISTORY_FILE)
        self._n_before = len(self._rows)
        self._n_standing = dict.fromkeys(self._stop_on, 0)
        self.reason: Finding | None = None
        """The finding that asks for the stop; None as long as none does."""
        self._began = time.perf_counter()

    @property
    def should_stop(self) -> bool:
        """Whether a verdict of *stop_on* stood after three epochs in a row."""
        return self.reason is not None

    @property
    def n_epochs(self) -> int:
        """How many epochs the history holds."""
        return len(self._rows)

    def begin_epoch(self) -> None:
        """Let the seconds of the next row count from now; else they count from the last row."""
        self._began = time.perf_counter()

    def write(self, *, epoch: int | None = None, **values: Any) -> None:
        """Add a row and write the file anew.

        Parameters
        ----------
        epoch : int, optional
            Number of the epoch, from 1; the one after the last written here when not given.
            Rows of this epoch and later ones, of an earlier training, are dropped.
        values
            Numbers, or tensors of one, by name: train_loss, train_accuracy, val_loss,
            val_accuracy, learning_rate, and any others. What is nan was not measured.

        Raises
        ------
        InputError
            When a value is no number, or an epoch is no whole number from 1.
        """
        number = self._next_epoch() if epoch is None else epoch
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise InputError(f"epoch must be a whole number from 1, got {number!r}")
        row = {name: _number(name, value) for name, value in values.items()}
        now = time.perf_counter()
        row.setdefault("seconds", now - self._began)
        self._began = now
        kept = [one for one in self._rows if one["epoch"] < number]
        self._rows = [*kept, {"epoch": number, **row}]
        self._n_before = 0
        write_history(self.folder, self._rows)
        self._judge()

    def _next_epoch(self) -> int:
        # nothing written here yet: what the file holds belongs to an earlier training
        return 1 if self._n_before or not self._rows else int(self._rows[-1]["epoch"]) + 1

    def verdicts(self) -> tuple[Finding, ...]:
        """Return what every rule says of the epochs so far, raised or not."""
        return diagnose_curves(log_of_history(_history_of(self._rows)))

    def _judge(self) -> None:
        if not self._stop_on or self.should_stop:
            return
        raised = {one.code: one for one in self.verdicts() if one.outcome == "raised"}
        for code in self._stop_on:
            self._n_standing[code] = self._n_standing[code] + 1 if code in raised else 0
            if self._n_standing[code] >= LASTS:
                self.reason = raised[code]
                _LOG.warning("Stopping on %s: %s", code, raised[code].claim)
                return


def _checked_codes(codes: Sequence[str]) -> tuple[str, ...]:
    if isinstance(codes, str):
        raise InputError(f'stop_on must be a sequence of codes: write ("{codes}",)')
    known = tuple(rule.code for rule in LEARNING_RULES)
    for code in codes:
        if code not in known:
            raise InputError(
                f"stop_on: {code!r} is no finding on learning curves{did_you_mean(code, known)}; "
                f"there are {known[0]} to {known[-1]}"
            )
    return tuple(codes)


def _rows_in(path: Path) -> list[dict[str, float]]:
    if not path.is_file():
        return []
    history = read_history_csv(path)
    return [
        {"epoch": int(epoch), **{name: float(v[i]) for name, v in history.series.items()}}
        for i, epoch in enumerate(history.epochs)
    ]


def _history_of(rows: Sequence[Mapping[str, float]]) -> History:
    names = dict.fromkeys(name for row in rows for name in row if name != "epoch")
    series: dict[str, Any] = {name: [row.get(name, math.nan) for row in rows] for name in names}
    return History([row["epoch"] for row in rows], series)  # type: ignore[arg-type]


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, RuntimeError):  # torch: a tensor of several values
        raise InputError(
            f"{name} must be a number or a tensor of one, got {type(value).__name__}; "
            "take its mean first"
        ) from None
