"""TensorBoard: torch's SummaryWriter (simple values) and tensors as TensorFlow 2 writes them.

Expected values are those of tensorboard's EventAccumulator. python tensorboard_logs.py OUT
"""

import json
import math
import shutil
import sys
from pathlib import Path

import tensorboard
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util.tensor_util import make_ndarray, make_tensor_proto
from torch.utils.tensorboard import SummaryWriter

TAGS = ("loss/train", "loss/val", "accuracy/val")


def value(tag, step):
    fall = math.exp(-step / 4)
    return {"loss/train": 0.1 + fall, "loss/val": 0.2 + fall, "accuracy/val": 1 - 0.8 * fall}[tag]


def fresh(name):
    folder = Path(sys.argv[1]) / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def finish(folder, said):
    (path,) = folder.glob("events*")
    path.rename(folder / "events.out.tfevents.1.host")
    expected = {"version": tensorboard.__version__, "points": said}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1))


folder = fresh("tensorboard_torch")
with SummaryWriter(str(folder)) as writer:
    for step in range(12):
        for tag in TAGS:
            writer.add_scalar(tag, value(tag, step), step, walltime=1.7e9 + step)
events = EventAccumulator(str(folder), {"scalars": 0})
events.Reload()
finish(folder, {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in TAGS})

folder = fresh("tensorboard_tensors")
writer = EventFileWriter(str(folder))
plugin = SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="scalars"))
for step in range(12):
    for tag in TAGS:
        tensor = make_tensor_proto(value(tag, step), dtype="float32")
        summary = Summary(value=[Summary.Value(tag=tag, tensor=tensor, metadata=plugin)])
        writer.add_event(Event(wall_time=1.7e9 + step, step=step, summary=summary))
writer.close()
events = EventAccumulator(str(folder), {"tensors": 0})
events.Reload()
finish(
    folder,
    {
        tag: [[e.step, make_ndarray(e.tensor_proto).item()] for e in events.Tensors(tag)]
        for tag in TAGS
    },
)
