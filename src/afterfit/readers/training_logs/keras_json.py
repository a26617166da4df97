"""Keras' History as JSON → raw log."""

from pathlib import Path
from typing import Any

from afterfit.readers.training_logs.json_files import is_curve, is_number
from afterfit.readers.training_logs.meaning import meaning_of
from afterfit.readers.training_logs.raw_log import RawLog, RawSeries, raw_series


def is_keras_history(content: Any) -> bool:
    """Tell whether JSON content maps names to lists of numbers, one of them a loss or metric.

    The form that pandas gives them, ``{"loss": {"0": 0.9}}``, counts too.
    """
    if not isinstance(content, dict) or not content:
        return False
    curves = [_curve(value) for value in content.values()]
    return all(curves) and any(
        meaning_of(name).role not in ("other", "learning_rate") for name in content
    )


def read_keras_history(content: Any, path: Path, name: str) -> RawLog:
    """Return the log; a shorter list, as validation_freq makes it, is spread over the epochs."""
    curves = {key: _curve(value) for key, value in content.items()}
    epochs = curves.pop("epoch", [])
    longest = max(map(len, curves.values()))
    notes: list[str] = []
    counted = epochs if len(epochs) == longest else range(1, longest + 1)
    series = {}
    for key, values in curves.items():
        steps = _spread(len(values), longest)
        if len(values) < longest:
            notes.append(
                f"{key!r} has {len(values)} values for {longest} epochs; they were taken to be "
                f"those of epochs {steps[0]}, {', '.join(map(str, steps[1:3]))} and so on."
            )
        series[key] = _series([float(counted[at - 1] or 0) for at in steps], values)
    return RawLog(name, "Keras History JSON", "epoch", series, tuple(notes), file=str(path))


def _curve(value: Any) -> list[float | None]:
    if is_curve(value):
        return list(value)
    if isinstance(value, dict) and value and all(key.isdigit() for key in value):
        rows = list(value.values())
        return rows if all(is_number(one) or one is None for one in rows) else []
    return []


def _spread(n: int, longest: int) -> list[int]:
    """Return the epochs of *n* values, the last of them at the end of each stretch."""
    every = max(1, longest // n)
    return [min(every * i, longest) for i in range(1, n + 1)]


def _series(steps: list[float], values: list[float | None]) -> RawSeries:
    known = [(s, v, i) for i, (s, v) in enumerate(zip(steps, values, strict=True)) if v is not None]
    return raw_series(*zip(*known, strict=True))
