import struct
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.readers.training_logs import read_training_logs
from afterfit.readers.training_logs.tensorboard_events import read_events
from afterfit.readers.training_logs.tfrecord import masked_crc32c
from afterfit.records import TrainingLog

Point = tuple[int, str, float]
EVENTS = "events.out.tfevents.1.host"


def event(step: int, tag: str, value: float, *, tensor: bool = False, wall: float = 0.0) -> bytes:
    from tensorboardX.proto.event_pb2 import Event
    from tensorboardX.proto.summary_pb2 import Summary
    from tensorboardX.proto.tensor_pb2 import TensorProto

    if tensor:
        held = TensorProto(dtype=1, tensor_content=struct.pack("<f", value))
        entry = Summary.Value(tag=tag, tensor=held)
    else:
        entry = Summary.Value(tag=tag, simple_value=value)
    message = Event(wall_time=1e9 + wall + step, step=step, summary=Summary(value=[entry]))
    return framed(message.SerializeToString())


def framed(content: bytes) -> bytes:
    length = struct.pack("<Q", len(content))
    parts = [length, _checksum(length), content, _checksum(content)]
    return b"".join(parts)


def _checksum(content: bytes) -> bytes:
    return struct.pack("<I", masked_crc32c(content))


def version(wall: float = 0.0) -> bytes:
    from tensorboardX.proto.event_pb2 import Event

    return framed(Event(wall_time=1e9 + wall, file_version="brain.Event:2").SerializeToString())


def write(folder: Path, *points: Point, name: str = EVENTS, wall: float = 0.0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(version(wall) + b"".join(event(*point, wall=wall) for point in points))
    return path


def falling(*steps: int, tag: str = "loss") -> list[Point]:
    return [(step, tag, 1 / (step + 1)) for step in steps]


def points_of(log: TrainingLog, name: str = "loss") -> list[float]:
    (series,) = (one for one in log.series if one.name == name)
    return [float(step) for step in series.steps]


def test_crc_is_that_of_tensorboardx() -> None:
    from tensorboardX.record_writer import masked_crc32c as judge

    for content in (b"", b"a", bytes(range(256))):
        assert masked_crc32c(content) == judge(content)


@pytest.mark.parametrize("tensor", [False, True], ids=["simple value", "tensor"])
def test_values_are_those_of_tensorboard(tmp_path: Path, tensor: bool) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    random = np.random.default_rng(1)
    written = [(s, tag, float(random.normal())) for s in range(50) for tag in ("a/loss", "acc")]
    path = tmp_path / EVENTS
    path.write_bytes(version() + b"".join(event(*one, tensor=tensor) for one in written))

    judge = EventAccumulator(str(path), size_guidance={"scalars": 0, "tensors": 0})
    judge.Reload()
    log = read_events([path], "x")
    for tag, series in log.series.items():
        if tensor:
            read = judge.Tensors(tag)
            expected = [one.tensor_proto.tensor_content for one in read]
            assert [struct.pack("<f", v) for v in series.values] == expected
        else:
            read = judge.Scalars(tag)
            assert series.values.tolist() == [one.value for one in read]
        assert series.steps.tolist() == [one.step for one in read]
        assert series.wall_times is not None
        assert series.wall_times.tolist() == [one.wall_time for one in read]


def test_a_writer_with_purge_step_is_read_as_tensorboard_reads_it(tmp_path: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboardX import SummaryWriter

    for i, (purge, steps) in enumerate([(None, range(6)), (3, range(3, 8))]):
        writer = SummaryWriter(str(tmp_path), purge_step=purge, filename_suffix=f".{i}")
        for step in steps:
            writer.add_scalar("loss", 1 / (step + 1 + (purge or 0)), step)
        writer.close()
        time.sleep(0.01)
    judge = EventAccumulator(str(tmp_path))
    judge.Reload()
    (log,) = read_training_logs([tmp_path])
    assert [(s, v) for s, v in zip(points_of(log), log.series[0].values, strict=True)] == [
        (one.step, one.value) for one in judge.Scalars("loss")
    ]


def test_text_images_and_histograms_are_no_scalars(tmp_path: Path) -> None:
    from tensorboardX import SummaryWriter

    writer = SummaryWriter(str(tmp_path))
    writer.add_text("note", "hello", 1)
    writer.add_histogram("weights", np.arange(9.0), 1)
    writer.add_scalar("loss", 0.5, 1)
    writer.close()
    (log,) = read_training_logs([tmp_path])
    assert [one.name for one in log.series] == ["loss"]


def test_several_files_of_one_run_follow_each_other(tmp_path: Path) -> None:
    write(tmp_path, *falling(0, 1, 2), name="events.out.tfevents.9.host")
    write(tmp_path, *falling(3, 4), name="events.out.tfevents.10.host", wall=60)
    (log,) = read_training_logs([tmp_path])
    assert points_of(log) == [0, 1, 2, 3, 4]
    assert (log.restarts, log.notes) == ((), ())


def test_a_restart_from_a_checkpoint_writes_over(tmp_path: Path) -> None:
    write(tmp_path, *falling(0, 1, 2, 3), name="events.out.tfevents.1.host")
    write(tmp_path, *falling(2, 3, 4), name="events.out.tfevents.2.host", wall=60)
    (log,) = read_training_logs([tmp_path])
    assert points_of(log) == [0, 1, 2, 3, 4]
    assert log.restarts == (2.0,)
    assert log.notes == (
        "The training was started again once; 2 values that it wrote again were left out.",
    )


def test_two_runs_in_one_folder_are_two_logs(tmp_path: Path) -> None:
    write(tmp_path, *falling(0, 1, 2), *falling(0, 2, tag="val_loss"))
    write(tmp_path, *falling(0, 1), *falling(0, tag="val_loss"), name=f"{EVENTS}.2", wall=60)
    first, second = read_training_logs([tmp_path])
    assert (points_of(first), points_of(second)) == ([0, 1, 2], [0, 1])
    assert (points_of(first, "val_loss"), points_of(second, "val_loss")) == ([0, 2], [0])
    assert "2 trainings stand here, and this is number 2" in second.notes[-1]


def test_folders_of_splits_are_one_run(tmp_path: Path) -> None:
    write(tmp_path / "logs/train", *falling(0, 1, tag="epoch_loss"))
    write(tmp_path / "logs/validation", *falling(0, 1, tag="epoch_loss"))
    (log,) = read_training_logs([tmp_path])
    assert {one.name: one.meaning.split for one in log.series} == {
        "train/epoch_loss": "train",
        "validation/epoch_loss": "eval",
    }


def test_a_truncated_tail_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = write(tmp_path, *falling(0, 1, 2))
    path.write_bytes(path.read_bytes()[:-7])
    (log,) = read_training_logs([tmp_path])
    assert points_of(log) == [0, 1]
    assert f"{EVENTS} ends within a record after byte" in log.notes[0]


def test_a_wrong_crc_is_found_when_asked(tmp_path: Path) -> None:
    path = write(tmp_path, *falling(0, 1, 2))
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    assert points_of(read_training_logs([path])[0]) == [0, 1, 2]
    (log,) = read_training_logs([path], check_crc=True)
    assert points_of(log) == [0, 1]
    assert "is damaged (wrong CRC)" in log.notes[0]


def test_an_empty_file_among_others_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a", *falling(0, 1))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / EVENTS).touch()
    first, second = read_training_logs([tmp_path])
    assert points_of(first) == [0, 1]
    assert (second.series, second.notes) == ((), ("It holds no series of numbers.",))


@given(st.binary(max_size=200), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_damage_never_stops_the_reading(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    folder = tmp_path_factory.mktemp("events")
    path = write(folder, *falling(0, 1, 2))
    data = path.read_bytes()
    path.write_bytes(data[:at] + noise + data[at + len(noise) :])
    log = read_events([path], "x")
    assert log.kind == "TensorBoard events"


def test_two_hundred_thousand_scalars_are_read_quickly(tmp_path: Path) -> None:
    one = [event(step, "train/loss", 0.5) for step in range(1000)]
    path = tmp_path / EVENTS
    path.write_bytes(version() + b"".join(one) * 200)
    started = time.process_time()
    log = read_events([path], "x")
    assert time.process_time() - started < 2
    assert len(log.series["train/loss"].steps) == 200_000
