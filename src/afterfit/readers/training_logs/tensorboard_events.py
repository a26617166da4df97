"""TensorBoard events → raw logs: scalars written as simple values or as tensors."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from afterfit.readers.training_logs.protobuf import BYTES, FIXED32, FIXED64, VARINT, fields
from afterfit.readers.training_logs.raw_log import RawLog, RawSeries, raw_series
from afterfit.readers.training_logs.tfrecord import ChecksumError, TruncatedError, records

KIND = "TensorBoard events"
_SPLIT_FOLDERS = frozenset({"train", "training", "val", "valid", "validation", "eval", "test"})
# numbers of the fields in event.proto, summary.proto and tensor.proto
_WALL_TIME, _STEP, _SUMMARY, _SESSION = 1, 2, 5, 7
_TAG, _SIMPLE_VALUE, _TENSOR = 1, 2, 8
_TYPE, _SHAPE, _CONTENT, _FLOATS, _DOUBLES = 1, 2, 4, 5, 6
_FLOAT, _DOUBLE = struct.Struct("<f"), struct.Struct("<d")
_FORMATS = {1: _FLOAT, 2: _DOUBLE, 3: struct.Struct("<i"), 9: struct.Struct("<q")} | {
    19: struct.Struct("<e")
}
_SESSION_START = 1


@dataclass(slots=True)
class _Columns:
    steps: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)

    def cut(self, step: float) -> None:
        """Forget what was written at *step* or later."""
        keep = [i for i, at in enumerate(self.steps) if at < step]
        self.steps, self.values, self.walls = (
            [column[i] for i in keep] for column in (self.steps, self.values, self.walls)
        )
        self.places = [self.places[i] for i in keep]


def is_events_file(path: Path) -> bool:
    """Tell whether TensorBoard would read the file."""
    return "tfevents" in path.name


def run_folder(path: Path) -> Path:
    """Return the folder of the run that an events file belongs to.

    Keras and others write one folder for each split below that of the run.
    """
    folder = path.parent
    return folder.parent if folder.name.lower() in _SPLIT_FOLDERS else folder


def read_events(files: Sequence[Path], name: str, *, check_crc: bool = False) -> RawLog:
    """Read the events files of one run, in the order in which they were begun.

    What a damaged file holds before the damage is kept, and told. Where the writer declared a
    restart, later values of the old session are dropped, as TensorBoard does.
    """
    columns: dict[str, _Columns] = {}
    notes: list[str] = []
    place = 0
    for path in sorted(files, key=_begun):
        prefix = "" if run_folder(path) == path.parent else f"{path.parent.name}/"
        place = _read_file(path, prefix, place, columns, notes, check_crc)
    series = {
        tag: raw_series(one.steps, one.values, one.places, one.walls)
        for tag, one in columns.items()
    }
    series, extra = _without_final_validation(series)
    return RawLog(name, KIND, "step", series, (*notes, *extra), file=str(files[0].parent))


def _begun(path: Path) -> tuple[float, str]:
    with path.open("rb") as file:
        head = file.read(256)
    try:
        first, end = next(records(head))
        return _event(head, first, end)[0], path.name
    except (ValueError, StopIteration):
        return 0.0, path.name


def _read_file(
    path: Path,
    prefix: str,
    place: int,
    columns: dict[str, _Columns],
    notes: list[str],
    check_crc: bool,
) -> int:
    data = path.read_bytes()
    at = 0
    try:
        for first, end in records(data, check=check_crc):
            _keep(data, first, end, prefix, place, columns)
            at, place = end, place + 1
    except TruncatedError:
        notes.append(
            f"{path.name} ends within a record after byte {at:,} of {len(data):,}, "
            "as when a training is stopped; what stands before was read."
        )
    except ChecksumError:
        notes.append(
            f"{path.name}: the record after byte {at:,} is damaged (wrong CRC); "
            "what stands before was read."
        )
    except ValueError as error:
        notes.append(
            f"{path.name}: the record after byte {at:,} is no event ({error}); "
            "what stands before was read."
        )
    return place


def _keep(
    data: bytes, first: int, end: int, prefix: str, place: int, columns: dict[str, _Columns]
) -> None:
    wall, step, summaries, restarted = _event(data, first, end)
    if restarted:
        for tag, one in columns.items():
            if tag.startswith(prefix):
                one.cut(step)
    for start, stop in summaries:
        for tag, value in _scalars(data, start, stop):
            if prefix + tag not in columns:
                columns[prefix + tag] = _Columns()
            one = columns[prefix + tag]
            one.steps.append(step)
            one.values.append(value)
            one.places.append(place)
            one.walls.append(wall)


def _event(data: bytes, first: int, end: int) -> tuple[float, int, list[tuple[int, int]], bool]:
    wall, step, summaries, restarted = 0.0, 0, [], False
    for number, wire, value, stop in fields(data, first, end):
        if number == _WALL_TIME and wire == FIXED64:
            (wall,) = _DOUBLE.unpack_from(data, value)
        elif number == _STEP and wire == VARINT:
            step = value - (1 << 64) if value >> 63 else value
        elif number == _SUMMARY and wire == BYTES:
            summaries.append((value, stop))
        elif number == _SESSION and wire == BYTES:
            restarted = (1, VARINT, _SESSION_START, 0) in fields(data, value, stop)
    return wall, step, summaries, restarted


def _scalars(data: bytes, start: int, stop: int) -> Iterator[tuple[str, float]]:
    for number, wire, first, end in fields(data, start, stop):
        if number != 1 or wire != BYTES:
            continue
        tag, value = "", None
        for inner, kind, begin, close in fields(data, first, end):
            if inner == _SIMPLE_VALUE and kind == FIXED32:
                (value,) = _FLOAT.unpack_from(data, begin)
            elif inner == _TAG and kind == BYTES:
                tag = data[begin:close].decode("utf-8", "replace")
            elif inner == _TENSOR and kind == BYTES:
                value = _tensor(data, begin, close)
        if value is not None:
            yield tag, value


def _tensor(data: bytes, start: int, stop: int) -> float | None:
    """Return the number in a tensor of one; None for every other tensor."""
    form, content = None, b""
    for number, wire, value, end in fields(data, start, stop):
        if number == _TYPE and wire == VARINT:
            form = _FORMATS.get(value)
        elif number == _SHAPE and wire == BYTES and _size(data, value, end) != 1:
            return None
        elif number in (_CONTENT, _FLOATS, _DOUBLES) and wire != VARINT:
            content = data[value:end]
    if form is None or len(content) != form.size:
        return None
    return float(form.unpack(content)[0])


def _size(data: bytes, start: int, stop: int) -> int:
    size = 1
    for number, wire, value, end in fields(data, start, stop):
        if number == 2 and wire == BYTES:
            size *= next((n for k, _, n, _ in fields(data, value, end) if k == 1), 0)
    return size


def _without_final_validation(
    series: dict[str, RawSeries],
) -> tuple[dict[str, RawSeries], tuple[str, ...]]:
    """Drop the second value of the last step that Ultralytics writes: its test of best.pt."""
    if not any(tag.startswith("metrics/mAP50") for tag in series):
        return series, ()
    twice = {
        tag
        for tag, one in series.items()
        if len(one.steps) > 2 and one.steps[-1] == one.steps[-2] != one.steps[-3]
    }
    if not twice:
        return series, ()
    cut = {tag: _without_last(one) if tag in twice else one for tag, one in series.items()}
    return cut, ("The last epoch stands twice, the second time for best.pt; the first was kept.",)


def _without_last(one: RawSeries) -> RawSeries:
    walls = None if one.wall_times is None else one.wall_times[:-1]
    return RawSeries(one.steps[:-1], one.values[:-1], one.places[:-1], walls)
