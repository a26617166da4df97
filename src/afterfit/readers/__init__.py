"""Files → records, one format a file."""

from afterfit.readers.history_csv import HISTORY_COLUMNS, best_epoch, read_history_csv
from afterfit.readers.predictions_parquet import read_predictions_parquet, write_predictions
from afterfit.readers.profiles_json import read_profiles, write_profiles
from afterfit.readers.windows_npz import read_windows_npz, write_windows

__all__ = [
    "HISTORY_COLUMNS",
    "best_epoch",
    "read_history_csv",
    "read_predictions_parquet",
    "read_profiles",
    "read_windows_npz",
    "write_predictions",
    "write_profiles",
    "write_windows",
]
