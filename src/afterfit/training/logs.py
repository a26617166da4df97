"""Epoch rows → history.csv and one TensorBoard events file."""

import math
import struct
from collections.abc import Sequence
from pathlib import Path

from afterfit.files import write_bytes
from afterfit.readers import HISTORY_COLUMNS
from afterfit.training.epoch_rows import EpochRow
from afterfit.training.history_file import write_history

EVENTS_FILE = "events.out.tfevents.0.afterfit"
"""TensorBoard asks for "tfevents" in the name; the usual one would hold time and host."""


class TrainingLogs:
    """Keeps history.csv and the events file of a folder in step with the finished epochs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._n_encoded = 0
        self._events = b""

    def write(self, rows: Sequence[EpochRow]) -> None:
        """Write both files anew, whole, so that each epoch is in them exactly once."""
        write_history(
            self._folder, [{name: getattr(row, name) for name in HISTORY_COLUMNS} for row in rows]
        )
        self._encode_new(rows)
        write_bytes(self._folder / EVENTS_FILE, self._events)

    def _encode_new(self, rows: Sequence[EpochRow]) -> None:
        if not self._events:
            started = rows[0].finished_at - rows[0].seconds if rows else 0.0
            self._events = _version_record(started)
        self._events += b"".join(_epoch_record(row) for row in rows[self._n_encoded :])
        self._n_encoded = len(rows)


def _version_record(wall_time: float) -> bytes:
    from tensorboardX.proto.event_pb2 import Event

    return _framed(Event(wall_time=wall_time, file_version="brain.Event:2").SerializeToString())


def _epoch_record(row: EpochRow) -> bytes:
    from tensorboardX.proto.event_pb2 import Event
    from tensorboardX.proto.summary_pb2 import Summary

    values = {name: getattr(row, name) for name in HISTORY_COLUMNS[1:]}
    summary = Summary(
        value=[
            Summary.Value(tag=name, simple_value=value)
            for name, value in values.items()
            if not math.isnan(value)
        ]
    )
    event = Event(wall_time=row.finished_at, step=row.epoch, summary=summary)
    return _framed(event.SerializeToString())


def _framed(event: bytes) -> bytes:
    # a TFRecord: length, its checksum, content, its checksum
    from tensorboardX.record_writer import masked_crc32c

    length = struct.pack("<Q", len(event))
    return b"".join(
        [
            length,
            struct.pack("<I", masked_crc32c(length)),
            event,
            struct.pack("<I", masked_crc32c(event)),
        ]
    )
