"""How long reading many scalars takes, and how much memory; prints a table in Markdown.

python benchmarks/curves/events.py [scalars]

Each row is one process, with what the import of the reader costs left out of the seconds. The files
are written by tensorboard's own writer; its EventAccumulator reads them beside ours.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SCALARS = 200_000
REPEATS = 3
_MEASURE = """
import json, resource, sys, time
from pathlib import Path
{imports}
start = time.perf_counter()
{read}
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, peak, n]))
"""
_READERS = {
    "afterfit": (
        "from afterfit.readers.training_logs import read_training_logs",
        "n = sum(len(s) for log in read_training_logs([Path(sys.argv[1])]) for s in log.series)",
    ),
    "tensorboard's EventAccumulator": (
        "from tensorboard.backend.event_processing.event_accumulator import EventAccumulator\n"
        "from tensorboard.util import tensor_util",
        "events = EventAccumulator(sys.argv[1], {'scalars': 0, 'tensors': 0})\n"
        "events.Reload()\n"
        "tags = events.Tags()\n"
        "n = sum(len([e.value for e in events.Scalars(t)]) for t in tags['scalars'])\n"
        "n += sum(len([tensor_util.make_ndarray(e.tensor_proto).item() for e in "
        "events.Tensors(t)]) for t in tags['tensors'])",
    ),
}


def main(scalars: int) -> None:
    print(f"{scalars:,} scalars of one events file, least of {REPEATS}\n")
    print("| written as | reader | seconds | peak MB |")
    print("|---|---|---:|---:|")
    for form in ("simple values", "tensors"):
        with tempfile.TemporaryDirectory(prefix="afterfit-events-") as folder:
            write_events(Path(folder), scalars, as_tensors=form == "tensors")
            for name, parts in _READERS.items():
                seconds, peak = least([measured(parts, folder, scalars) for _ in range(REPEATS)])
                print(f"| {form} | {name} | {seconds:.2f} | {peak:.0f} |")


def write_events(folder: Path, scalars: int, *, as_tensors: bool) -> None:
    """Write the scalars as eight series, with the writer of tensorboard."""
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.event_file_writer import EventFileWriter
    from tensorboard.util.tensor_util import make_tensor_proto

    writer = EventFileWriter(str(folder))
    for i in range(scalars):
        number, tag = 2.0 / (1 + i), f"loss/{i % 8}"
        value = (
            Summary.Value(tag=tag, tensor=make_tensor_proto(number, dtype="float32"))
            if as_tensors
            else Summary.Value(tag=tag, simple_value=number)
        )
        event = Event(wall_time=1.6e9 + i, step=i // 8, summary=Summary(value=[value]))
        writer.add_event(event)
    writer.close()


def measured(parts: tuple[str, str], folder: str, scalars: int) -> tuple[float, float]:
    """Return seconds and peak in megabytes of a process that reads *folder*."""
    imports, read = parts
    code = _MEASURE.format(imports=imports, read=read)
    done = subprocess.run(
        [sys.executable, "-c", code, folder], check=True, capture_output=True, text=True
    )
    seconds, peak, n = json.loads(done.stdout.splitlines()[-1])
    assert n == scalars, f"{n} scalars were read"
    return seconds, peak


def least(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return min(run[0] for run in runs), min(run[1] for run in runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALARS)
