"""MLflow's database file → one raw log a run."""

import math
import sqlite3
from contextlib import closing
from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.training_logs.mlflow_files import KIND, PARAMETERS
from afterfit.readers.training_logs.raw_log import RawLog, raw_series

_MAGIC = b"SQLite format 3\x00"


def is_sqlite(head: bytes) -> bool:
    """Tell whether a file begins as SQLite's files do."""
    return head.startswith(_MAGIC)


def read_mlflow_sqlite(path: Path, name: str) -> list[RawLog]:
    """Read every run of the database, which is opened for reading alone.

    Raises
    ------
    InputError
        When the database is damaged or not MLflow's.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            runs = database.execute(
                "select run_uuid, coalesce(name, run_uuid) from runs order by start_time"
            ).fetchall()
            return [_run(database, key, path, f"{name} ({title})") for key, title in runs]
    except sqlite3.Error as error:
        raise InputError(f"not a database that MLflow wrote: {error}", where=str(path)) from None


def _run(database: sqlite3.Connection, run: str, path: Path, name: str) -> RawLog:
    rows = database.execute(
        "select key, step, value, is_nan, timestamp from metrics where run_uuid = ? "
        "order by timestamp, step",
        (run,),
    ).fetchall()
    columns: dict[str, list[tuple[float, float, int, float]]] = {}
    for key, step, value, is_nan, timestamp in rows:
        number = math.nan if is_nan else float(value)
        columns.setdefault(key, []).append((step, number, timestamp, timestamp / 1000))
    series = {
        key: raw_series(*map(list, zip(*column, strict=True))) for key, column in columns.items()
    }
    given = dict(
        database.execute("select key, value from params where run_uuid = ?", (run,)).fetchall()
    )
    settings = {title: str(given[key]) for key, title in PARAMETERS.items() if key in given}
    return RawLog(name, KIND, "step", series, (), settings, str(path))
