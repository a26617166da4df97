"""Run windows through a saved torch program: FOLDER MODEL."""

import functools
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

BATCH = 256


def main(folder: Path, model: Path) -> None:
    """Write the output of each window."""
    with np.load(folder / "input.npz", allow_pickle=False) as stored:
        windows = stored["windows"]
        batch = int(stored["batch"]) or BATCH
    _never_unpickle()
    torch.set_num_threads(1)
    program = torch.export.load(str(model)).module()
    outputs = []
    with torch.no_grad():
        for start in range(0, len(windows), batch):
            given = program(torch.from_numpy(windows[start : start + batch]))
            output = given[0] if isinstance(given, (tuple, list)) else given
            outputs.append(output.numpy())
            done = min(start + batch, len(windows))
            print(f"done {done} of {len(windows)}", flush=True)  # noqa: T201  # the parent listens
    np.savez(folder / "output.npz", allow_pickle=False, outputs=np.concatenate(outputs))


def _never_unpickle() -> None:
    """Make torch refuse where it would fall back to a full pickle: its loader asks for one."""
    load = torch.load

    @functools.wraps(load)
    def careful_load(*args: Any, **options: Any) -> Any:
        return load(*args, **{**options, "weights_only": True})

    torch.load = careful_load
    torch.serialization.load = careful_load


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except Exception as error:  # torch raises classes of its own for each thing a graph lacks
        sys.exit(f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}")
