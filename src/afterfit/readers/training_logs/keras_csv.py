"""CSV files of Keras' CSVLogger → raw log."""

from pathlib import Path

from afterfit.readers.training_logs.any_csv import STEP_COLUMNS
from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.stepped_table import read_stepped_table
from afterfit.readers.training_logs.tables import header_of


def is_keras_csv(header: tuple[str, ...]) -> bool:
    """Tell whether the columns are Keras': a loss, and an epoch or a val_loss.

    Some tools write them without the epoch.
    """
    counted = any(name.lower() in STEP_COLUMNS for name in header)
    return "loss" in header and ("epoch" in header or ("val_loss" in header and not counted))


def read_keras_csv(path: Path, name: str) -> RawLog:
    """Read the log; epochs count from 0 there, as in Keras."""
    step = "epoch" if "epoch" in header_of(path) else None
    return read_stepped_table(path, name, "Keras CSVLogger", step)
