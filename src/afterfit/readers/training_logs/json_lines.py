"""Logs of one JSON object a line: detectron2's metrics.json, mmdet's *.log.json → raw log."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from afterfit.errors import InputError
from afterfit.readers.training_logs.json_files import is_number
from afterfit.readers.training_logs.raw_log import RawLog, series_from_rows
from afterfit.wording import agreeing, counted

_COUNTERS = ("iteration", "global_step", "step", "iter", "epoch", "round")
_UNITS = {"iter": "iteration", "global_step": "step"}

Entry = Mapping[str, Any]


def is_json_lines(first_line: str) -> bool:
    """Tell whether a file's first line is an object that counts its steps, or mmdet's heading."""
    try:
        first = json.loads(first_line)
    except json.JSONDecodeError:
        return False
    if not isinstance(first, dict):
        return False
    return "env_info" in first or any(is_number(first.get(counter)) for counter in _COUNTERS)


def read_json_lines(path: Path, name: str) -> RawLog:
    """Read all lines that are objects; a line cut short is left out and told.

    Raises
    ------
    InputError
        When the file cannot be read or no line counts its steps.
    """
    entries, notes = _entries(path)
    if any("mode" in one for one in entries):
        kind, unit, rows = "mmdet log", "epoch", _mmdet_rows(entries)
    elif _is_mmengine(entries):
        kind, unit, rows = "MMEngine log", "iteration", _mmengine_rows(entries)
    else:
        counter = _counter(entries, path)
        kind = "detectron2 metrics.json" if "total_loss" in _keys(entries) else "JSON lines"
        unit = _UNITS.get(counter, counter)
        rows = [(one[counter], _values(one)) for one in entries if is_number(one.get(counter))]
    return RawLog(name, kind, unit, series_from_rows(rows), tuple(notes), file=str(path))


def _entries(path: Path) -> tuple[list[Entry], list[str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    entries: list[Entry] = []
    broken = []
    for i, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except json.JSONDecodeError:
            one = None
        if isinstance(one, dict):
            entries.append(one)
        else:
            broken.append(i)
    if not broken:
        return entries, []
    return entries, [
        f"{len(broken):,} of {counted(len(lines), 'line')} "
        f"{agreeing(len(broken), 'is no JSON object and was', 'are no JSON objects and were')} "
        "left out; "
        f"the first is line {broken[0]}."
    ]


def _keys(entries: Sequence[Entry]) -> set[str]:
    return {key for one in entries for key in one}


def _counter(entries: Sequence[Entry], path: Path) -> str:
    known = _keys(entries)
    for counter in _COUNTERS:
        if counter in known:
            return counter
    raise InputError(
        f"no line counts its steps; expected one of the keys {', '.join(_COUNTERS)}",
        where=str(path),
    )


def _values(entry: Entry, split: str = "") -> dict[str, float]:
    return {
        f"{split}{key}": float(value)
        for key, value in entry.items()
        if key not in _COUNTERS and is_number(value)
    }


def _mmdet_rows(entries: Sequence[Entry]) -> list[tuple[float, dict[str, float]]]:
    """Return rows by epoch; ``iter`` counts within the epoch for training lines."""
    per_epoch = max((one["iter"] for one in entries if _trains(one)), default=1)
    rows = []
    for one in entries:
        if not is_number(one.get("epoch")):
            continue
        share = one["iter"] / per_epoch if _trains(one) else 1.0
        rows.append((one["epoch"] - 1 + share, _values(one, "" if _trains(one) else "val/")))
    return rows


def _trains(entry: Entry) -> bool:
    return entry.get("mode") == "train" and is_number(entry.get("iter"))


def _is_mmengine(entries: Sequence[Entry]) -> bool:
    return any({"iter", "step", "epoch"} <= set(one) for one in entries)


def _mmengine_rows(entries: Sequence[Entry]) -> list[tuple[float, dict[str, float]]]:
    """Return rows by iteration; the ``step`` of an evaluation counts epochs there."""
    end_of_epoch: dict[float, float] = {}
    rows = []
    for one in entries:
        if {"iter", "step", "epoch"} <= set(one):
            end_of_epoch[one["epoch"]] = float(one["step"])
            rows.append((float(one["step"]), _values(one)))
        elif is_number(one.get("step")):
            at = float(one["step"])
            rows.append((end_of_epoch.get(at, at), _values(one, "val/")))
    return rows
