"""CSV exports of Weights & Biases charts → one raw log a run."""

from pathlib import Path

from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.stepped_table import log_of_table
from afterfit.readers.training_logs.tables import NumberTable, read_number_table

KIND = "Weights & Biases export"
_BETWEEN = " - "
_CLOCK = "_timestamp"
_STEPS = ("Step", "_step", "epoch", "global_step", "train/global_step")


def is_wandb_csv(header: tuple[str, ...]) -> bool:
    """Tell whether the columns are an export: ``Step`` first, then ``run - metric``."""
    if "_step" in header and "_runtime" in header:
        return True
    return header[:1] == ("Step",) and any(_BETWEEN in name for name in header)


def read_wandb_csv(path: Path, name: str) -> list[RawLog]:
    """Read the runs of an export; the columns ``__MIN`` and ``__MAX`` of each series are left."""
    table = read_number_table(path)
    step = next(column for column in _STEPS if column in table.columns)
    runs: dict[str, NumberTable] = {}
    for column, values in table.columns.items():
        if column == step or column.endswith(("__MIN", "__MAX")) or column.startswith("_"):
            continue
        run, between, metric = column.rpartition(_BETWEEN)
        one = runs.setdefault(run, NumberTable({step: table.columns[step]}, table.notes))
        one.columns[metric if between else column] = values
    if _CLOCK in table.columns:
        for one in runs.values():
            one.columns[_CLOCK] = table.columns[_CLOCK]
    return [
        log_of_table(
            one, path, f"{name} ({run})" if run else name, KIND, step, unit="step", seconds=_CLOCK
        )
        for run, one in runs.items()
    ]
