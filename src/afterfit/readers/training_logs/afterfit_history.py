"""history.csv of afterfit's own training → raw log."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from afterfit.readers.history_csv import HISTORY_COLUMNS
from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.stepped_table import read_stepped_table


def is_afterfit_history(header: tuple[str, ...]) -> bool:
    """Tell whether the columns are those that afterfit's training writes."""
    return header[: len(HISTORY_COLUMNS)] == HISTORY_COLUMNS


def read_afterfit_history(path: Path, name: str) -> RawLog:
    """Read the history; a split that was never measured, nan throughout, is left out."""
    log = read_stepped_table(path, name, "afterfit history", "epoch")
    measured = {key: one for key, one in log.series.items() if not np.isnan(one.values).all()}
    return replace(log, series=measured)
