"""Any CSV file with a column that counts steps or epochs → raw log."""

from dataclasses import replace
from pathlib import Path

from afterfit.readers.training_logs.meaning import meaning_of
from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.stepped_table import read_stepped_table
from afterfit.readers.training_logs.tables import header_of

STEP_COLUMNS = {
    "epoch": "epoch",
    "epochs": "epoch",
    "step": "step",
    "global_step": "step",
    "steps": "step",
    "_step": "step",
    "iteration": "iteration",
    "iter": "iteration",
    "round": "round",
}
"""Lower-case names of columns that count, and what they count."""
_CLOCKS = ("wall time", "wall_time", "timestamp")
_TIMES = (*_CLOCKS, "time", "seconds")  # those two may be a clock, or what each row took


def is_stepped_csv(header: tuple[str, ...]) -> bool:
    """Tell whether one column counts steps and another is a loss or a metric."""
    return _step_column(header) is not None and (
        _is_tensorboard_download(header)
        or any(meaning_of(name).role not in ("other", "learning_rate") for name in header)
    )


def read_any_csv(path: Path, name: str) -> RawLog:
    """Read the table; the download of a TensorBoard chart takes its series' name from the file."""
    header = header_of(path)
    column = _step_column(header)
    times = [one for one in header if one.lower() in _TIMES]
    clock = next((one for one in times if one.lower() in _CLOCKS), None)
    unit = STEP_COLUMNS[column.lower()] if column else "step"
    log = read_stepped_table(
        path,
        name,
        "CSV with steps",
        column,
        unit=unit,
        without=[one for one in times if one != clock],
        seconds=clock,
    )
    if not _is_tensorboard_download(header):
        return log
    return replace(log, kind="TensorBoard CSV", series={path.stem: log.series["Value"]})


def _step_column(header: tuple[str, ...]) -> str | None:
    by_name = {name.lower(): name for name in reversed(header)}
    return next((by_name[name] for name in STEP_COLUMNS if name in by_name), None)


def _is_tensorboard_download(header: tuple[str, ...]) -> bool:
    return header == ("Wall time", "Step", "Value")
