"""trainer_state.json of Hugging Face's Trainer → raw log."""

from pathlib import Path
from typing import Any

from afterfit.readers.training_logs.json_files import is_number
from afterfit.readers.training_logs.raw_log import RawLog, series_from_rows

_SUMMARY = "train_runtime"
_SETTINGS = {
    "train_batch_size": "batch size",
    "num_train_epochs": "epochs",
    "max_steps": "steps",
    "best_metric": "best metric",
    "best_global_step": "best step",
}


def is_trainer_state(content: Any) -> bool:
    """Tell whether JSON content is a Trainer's state."""
    return isinstance(content, dict) and isinstance(content.get("log_history"), list)


def read_trainer_state(content: Any, path: Path, name: str) -> RawLog:
    """Return the log by global step.

    The last entry is a summary of the whole run, whose train_loss is an average: it is left out.
    """
    entries = [one for one in content["log_history"] if isinstance(one, dict)]
    summaries = [one for one in entries if _SUMMARY in one]
    rows = [
        (float(one["step"]), _values(one))
        for one in entries
        if _SUMMARY not in one and is_number(one.get("step"))
    ]
    notes = []
    if summaries:
        notes.append("The summary at the end, whose train_loss is an average, was left out.")
    return RawLog(
        name,
        "Hugging Face trainer_state.json",
        "step",
        series_from_rows(rows),
        tuple(notes),
        {title: str(content[key]) for key, title in _SETTINGS.items() if content.get(key)},
        str(path),
    )


def _values(entry: dict[str, Any]) -> dict[str, float]:
    return {
        key: float(value)
        for key, value in entry.items()
        if key not in ("step", "total_flos") and is_number(value)
    }
