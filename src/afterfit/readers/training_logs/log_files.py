"""One file → the raw logs in it, by what it holds rather than by its name."""

from collections.abc import Callable
from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.training_logs.afterfit_history import (
    is_afterfit_history,
    read_afterfit_history,
)
from afterfit.readers.training_logs.any_csv import is_stepped_csv, read_any_csv
from afterfit.readers.training_logs.boosting_json import is_boosting_results, read_boosting_results
from afterfit.readers.training_logs.json_files import read_json
from afterfit.readers.training_logs.json_lines import is_json_lines, read_json_lines
from afterfit.readers.training_logs.keras_csv import is_keras_csv, read_keras_csv
from afterfit.readers.training_logs.keras_json import is_keras_history, read_keras_history
from afterfit.readers.training_logs.lightning_csv import is_lightning_csv, read_lightning_csv
from afterfit.readers.training_logs.mlflow_sqlite import is_sqlite, read_mlflow_sqlite
from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.tables import header_of
from afterfit.readers.training_logs.trainer_state import is_trainer_state, read_trainer_state
from afterfit.readers.training_logs.ultralytics_csv import (
    is_ultralytics_csv,
    read_ultralytics_csv,
)
from afterfit.readers.training_logs.wandb_csv import is_wandb_csv, read_wandb_csv
from afterfit.readers.training_logs.wandb_run import is_wandb_run, read_wandb_run

_CSV_FORMATS: tuple[
    tuple[Callable[[tuple[str, ...]], bool], Callable[[Path, str], RawLog | list[RawLog]]], ...
] = (
    (is_afterfit_history, read_afterfit_history),
    (is_wandb_csv, read_wandb_csv),
    (is_ultralytics_csv, read_ultralytics_csv),
    (is_lightning_csv, read_lightning_csv),
    (is_keras_csv, read_keras_csv),
    (is_stepped_csv, read_any_csv),
)
_JSON_FORMATS = (
    (is_trainer_state, read_trainer_state),
    (is_boosting_results, read_boosting_results),
    (is_keras_history, read_keras_history),
)
_CSV_SUFFIXES = frozenset({".csv", ".log", ".txt"})
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_DATABASE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3"})
_PICKLES = frozenset({".pkl", ".pickle", ".joblib"})


def read_log_file(path: Path, name: str) -> list[RawLog] | None:
    """Return the logs in a file; None when it is of no known format.

    Raises
    ------
    InputError
        When it is of a known format, and damaged.
    """
    suffix = path.suffix.lower()
    if suffix in _CSV_SUFFIXES:
        return _read_csv(path, name)
    if suffix in _JSON_SUFFIXES:
        return _read_json(path, name)
    if suffix in _DATABASE_SUFFIXES and is_sqlite(_head(path)):
        return read_mlflow_sqlite(path, name)
    if suffix == ".wandb" and is_wandb_run(_head(path)):
        return [read_wandb_run(path, name)]
    return None


def why_not(path: Path) -> str:
    """Return what to tell about a file that was named and is of no known format."""
    if path.stat().st_size == 0:
        return "the file is empty"
    if path.suffix.lower() in _PICKLES:
        return (
            "pickled histories are not opened, since opening one runs the code in it; write "
            "json.dumps(history.history) to a .json file instead"
        )
    if path.suffix.lower() in _CSV_SUFFIXES:
        columns = ", ".join(header_of(path)) or "no header"
        return (
            "expected a column that counts epochs or steps and one of a loss or a metric, "
            f"got {columns}"
        )
    return (
        "no training log that afterfit knows; it reads TensorBoard events, CSV files with an "
        "epoch or step column, Keras, XGBoost and LightGBM results as JSON, trainer_state.json, "
        "JSON lines, runs of Weights & Biases, and MLflow folders and databases"
    )


def _read_csv(path: Path, name: str) -> list[RawLog] | None:
    header = header_of(path)
    for recognises, read in _CSV_FORMATS:
        if recognises(header):
            logs = read(path, name)
            return logs if isinstance(logs, list) else [logs]
    return None


def _read_json(path: Path, name: str) -> list[RawLog] | None:
    first_line = _head(path).split(b"\n", 1)[0].decode("utf-8", "replace")
    try:
        content = read_json(path)
    except InputError:
        if is_json_lines(first_line):
            return [read_json_lines(path, name)]
        raise
    for recognises, read in _JSON_FORMATS:
        if recognises(content):
            return [read(content, path, name)]
    return [read_json_lines(path, name)] if is_json_lines(first_line) else None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError:
        return b""
