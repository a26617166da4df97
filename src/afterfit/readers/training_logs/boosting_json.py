"""Evaluation results of XGBoost and LightGBM as JSON → raw log."""

from pathlib import Path
from typing import Any

from afterfit.readers.training_logs.json_files import is_curve
from afterfit.readers.training_logs.raw_log import RawLog, raw_series


def is_boosting_results(content: Any) -> bool:
    """Tell whether JSON content is ``{data set: {metric: [value of each round]}}``."""
    return (
        isinstance(content, dict)
        and bool(content)
        and all(
            isinstance(metrics, dict) and metrics and all(map(is_curve, metrics.values()))
            for metrics in content.values()
        )
    )


def read_boosting_results(content: Any, path: Path, name: str) -> RawLog:
    """Return the log; one round is one tree, counted from 1."""
    series = {
        f"{data}-{metric}": raw_series(
            [i for i, value in enumerate(values, 1) if value is not None],
            [value for value in values if value is not None],
        )
        for data, metrics in content.items()
        for metric, values in metrics.items()
    }
    numbered = sorted(data for data in content if data.startswith(("validation_", "valid_")))
    notes = []
    if len(numbered) > 1:
        notes.append(
            f"{', '.join(numbered)} were all taken for evaluation; if one of them is the "
            "training data, give its split."
        )
    return RawLog(
        name, "XGBoost or LightGBM results", "round", series, tuple(notes), file=str(path)
    )
