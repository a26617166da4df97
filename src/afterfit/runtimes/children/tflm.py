"""Run windows through TFLite Micro: FOLDER MODEL ARENA_BYTES."""

import sys
from pathlib import Path

import numpy as np
from tflite_micro.python.tflite_micro import runtime


def main(folder: Path, model: Path, arena_bytes: int) -> None:
    """Write the first output of each batch, and the allocator's report to standard error."""
    with np.load(folder / "input.npz", allow_pickle=False) as stored:
        batches = stored["batches"]
    interpreter = runtime.Interpreter.from_file(str(model), arena_size=arena_bytes)
    outputs = []
    every = max(len(batches) // 100, 1)
    for done, batch in enumerate(batches, start=1):
        interpreter.set_input(batch, 0)
        interpreter.invoke()
        outputs.append(np.array(interpreter.get_output(0)))
        if done % every == 0 or done == len(batches):
            print(f"done {done} of {len(batches)}", flush=True)  # noqa: T201  # the parent listens
    interpreter.print_allocations()
    np.savez(folder / "output.npz", allow_pickle=False, outputs=np.stack(outputs))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    except (RuntimeError, ValueError, MemoryError) as error:
        sys.exit(str(error))
