"""The same training told twice in one folder: by a table and by events, or by two equal files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.tensorboard_events import KIND as EVENTS

_ROUNDING = 5e-5
"""Tables hold five digits where events hold float32."""


def without_duplicates(logs: Sequence[RawLog]) -> list[RawLog]:
    """Leave out what another log of the same folder tells already; the kept one notes it."""
    return _without_events(_without_copies(logs))


def _without_copies(logs: Sequence[RawLog]) -> list[RawLog]:
    """Leave out the second of two files that hold the same, as MMEngine writes them."""
    kept: list[RawLog] = []
    for log in logs:
        first = next((i for i, one in enumerate(kept) if _is_copy(log, one)), None)
        if first is None:
            kept.append(log)
            continue
        note = f"{Path(log.file).name} holds the same and was left out."
        kept[first] = replace(kept[first], notes=(*kept[first].notes, note))
    return kept


def _is_copy(log: RawLog, other: RawLog) -> bool:
    beside = log.file != other.file and Path(log.file).parent == Path(other.file).parent
    if not beside or log.kind != other.kind or log.series.keys() != other.series.keys():
        return False
    return bool(log.series) and all(
        np.array_equal(one.steps, other.series[name].steps)
        and np.array_equal(one.values, other.series[name].values, equal_nan=True)
        for name, one in log.series.items()
    )


def _without_events(logs: Sequence[RawLog]) -> list[RawLog]:
    kept = list(logs)
    for events in [log for log in logs if log.kind == EVENTS]:
        for i, table in enumerate(kept):
            beside = str(Path(table.file).parent) == events.file
            if beside and table.kind != EVENTS and _tells_the_same(table, events):
                note = (
                    "The TensorBoard events in the same folder tell the same training and were "
                    "left out; name their file to read them."
                )
                kept[i] = replace(table, notes=(*table.notes, note))
                kept.remove(events)
                break
    return kept


def _tells_the_same(table: RawLog, events: RawLog) -> bool:
    shared = [name for name in table.series if name in events.series]
    return bool(shared) and all(
        np.isclose(
            table.series[name].values[-1],
            events.series[name].values[-1],
            rtol=_ROUNDING,
            equal_nan=True,
        )
        for name in shared
    )
