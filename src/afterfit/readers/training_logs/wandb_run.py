"""run-*.wandb, which Weights & Biases writes beside a training, offline too → raw log."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from afterfit.errors import InputError
from afterfit.readers.training_logs.json_files import is_number
from afterfit.readers.training_logs.leveldb_log import block_records
from afterfit.readers.training_logs.mlflow_files import PARAMETERS
from afterfit.readers.training_logs.protobuf import BYTES, VARINT, fields
from afterfit.readers.training_logs.raw_log import RawLog, RawSeries, raw_series
from afterfit.readers.training_logs.tfrecord import ChecksumError, TruncatedError

KIND = "Weights & Biases run"
_MAGIC, _HEADER = b":W&B", 7
# numbers of the fields in wandb_internal.proto
_HISTORY, _CONFIG, _RUN = 2, 5, 17
_ITEM, _STEP, _RUN_CONFIG = 1, 2, 4
_KEY, _NESTED_KEY, _VALUE = 1, 2, 16
_ODD_NUMBERS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}

Row = tuple[float, dict[str, float]]


def is_wandb_run(head: bytes) -> bool:
    """Tell whether a file begins as the runs of Weights & Biases do."""
    return head.startswith(_MAGIC)


def read_wandb_run(path: Path, name: str) -> RawLog:
    """Read the history and what of the configuration is of note.

    Names of nested values are joined by dots, as the library's own API joins them. What a damaged
    file holds before the damage is kept, and told.

    Raises
    ------
    InputError
        When the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    rows: list[Row] = []
    given: dict[str, Any] = {}
    notes = []
    try:
        for record in block_records(data, _HEADER):
            _keep(record, rows, given)
    except TruncatedError:
        notes.append(
            "The file ends within a record, as when a training is in progress or was stopped; "
            "what stands before was read."
        )
    except ChecksumError:
        notes.append("A record is damaged (wrong CRC); what stands before was read.")
    except ValueError as error:
        notes.append(f"A record is no message ({error}); what stands before was read.")
    settings = {title: str(given[key]) for key, title in PARAMETERS.items() if key in given}
    return RawLog(name, KIND, "step", _series(rows), tuple(notes), settings, str(path))


def _keep(record: bytes, rows: list[Row], given: dict[str, Any]) -> None:
    for number, wire, first, end in fields(record, 0, len(record)):
        if wire != BYTES:
            continue
        if number == _HISTORY:
            rows.append(_row(record, first, end, len(rows)))
        elif number == _CONFIG:
            given |= dict(_items(record, first, end))
        elif number == _RUN:
            for inner, kind, begin, close in fields(record, first, end):
                if inner == _RUN_CONFIG and kind == BYTES:
                    given |= dict(_items(record, begin, close))


def _row(record: bytes, first: int, end: int, index: int) -> Row:
    values = {name: float(one) for name, one in _items(record, first, end) if is_number(one)}
    step = _step(record, first, end)
    return values.pop("_step", index if step is None else step), values


def _step(record: bytes, first: int, end: int) -> float | None:
    for number, wire, begin, close in fields(record, first, end):
        if number == _STEP and wire == BYTES:
            inside = fields(record, begin, close)
            return float(next((n for key, kind, n, _ in inside if (key, kind) == (1, VARINT)), 0))
    return None


def _items(record: bytes, first: int, end: int) -> Iterator[tuple[str, Any]]:
    for number, wire, begin, close in fields(record, first, end):
        if number != _ITEM or wire != BYTES:
            continue
        names: list[str] = []
        value: Any = None
        for inner, kind, start, stop in fields(record, begin, close):
            if kind == BYTES and inner in (_KEY, _NESTED_KEY):
                names.append(record[start:stop].decode("utf-8", "replace"))
            elif kind == BYTES and inner == _VALUE:
                value = _decoded(record[start:stop])
        yield from _flat(".".join(names), value)


def _decoded(text: bytes) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return _ODD_NUMBERS.get(value, value) if isinstance(value, str) else value


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _flat(f"{name}.{key}", one)
    else:
        yield name, value


def _series(rows: list[Row]) -> dict[str, RawSeries]:
    columns: dict[str, tuple[list[float], list[float], list[int], list[float]]] = {}
    for place, (step, values) in enumerate(rows):
        wall = values.get("_timestamp", float("nan"))
        for name, value in values.items():
            if name.startswith("_"):
                continue
            steps, numbers, places, walls = columns.setdefault(name, ([], [], [], []))
            steps.append(step)
            numbers.append(value)
            places.append(place)
            walls.append(wall)
    return {name: raw_series(*lists) for name, lists in columns.items()}
