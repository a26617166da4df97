"""metrics.csv of Lightning's CSVLogger → raw log."""

from pathlib import Path

from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.stepped_table import read_stepped_table


def is_lightning_csv(header: tuple[str, ...]) -> bool:
    """Tell whether the columns are Lightning's: both an epoch and a global step."""
    return {"epoch", "step"} <= set(header)


def read_lightning_csv(path: Path, name: str) -> RawLog:
    """Read the sparse table; the global step counts, the epoch is one of the series."""
    return read_stepped_table(path, name, "Lightning metrics.csv", "step", unit="step")
