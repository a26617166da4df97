"""The same training told twice: a table and an events file in one folder."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.tensorboard_events import KIND as EVENTS

_ROUNDING = 5e-5
"""Tables hold five digits where events hold float32."""


def without_duplicates(logs: Sequence[RawLog]) -> list[RawLog]:
    """Leave out events that tell what a table beside them tells; the table notes it."""
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
