"""Work in a process of its own: what crashes there is a message here."""

import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[int, int], None]
"""Told how many windows are done, and of how many."""

CHILDREN = Path(__file__).parent / "children"


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """What a child process left behind."""

    status: int
    """0 when it finished; below 0 the signal that killed it, as `subprocess` tells it."""
    messages: str
    """What it, and the native code in it, wrote to standard error."""
    arrays: Mapping[str, NDArray[Any]]
    """Its results; empty unless it finished."""

    @property
    def reason(self) -> str:
        """Why it failed, in one line."""
        if self.status < 0:
            return f"it crashed with {signal.Signals(-self.status).name}"
        lines = [line.strip() for line in self.messages.splitlines() if line.strip()]
        return "; ".join(dict.fromkeys(lines)) or f"exit code {self.status}"


def run_child(
    script: str,
    arguments: Sequence[str],
    arrays: Mapping[str, NDArray[Any]],
    progress: Progress | None = None,
) -> ChildAnswer:
    """Run a script of `CHILDREN` with *arrays* as its input, and wait for it.

    The script is called with a folder and *arguments*. It reads ``input.npz`` in the folder, writes
    ``output.npz``, and may write lines ``done N of M``.
    """
    with TemporaryDirectory(prefix="afterfit-") as name:
        folder = Path(name)
        np.savez(folder / "input.npz", allow_pickle=False, **arrays)
        # -P: the script's own folder is no place to import from
        command = [sys.executable, "-P", str(CHILDREN / script), name, *arguments]
        with (folder / "messages").open("w+b") as messages:
            status = _wait(command, messages, progress)
            messages.seek(0)
            text = messages.read().decode("utf-8", errors="replace")
        return ChildAnswer(status, text, {} if status else _load(folder / "output.npz"))


def _wait(command: list[str], messages: Any, progress: Progress | None) -> int:
    with subprocess.Popen(  # noqa: S603  # our own interpreter and script
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=messages, text=True
    ) as child:
        try:
            for line in child.stdout or ():
                words = line.split()
                if progress and words[:1] == ["done"]:
                    progress(int(words[1]), int(words[3]))
        except BaseException:  # Ctrl-C included: nothing is left behind
            child.kill()
            raise
    return child.returncode


def _load(path: Path) -> dict[str, NDArray[Any]]:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
