""".tflite file and Ethos-U → cycles, memory and latency, as Arm's compiler Vela estimates them."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import Device, Latency, LatencyRange, NpuEstimate

VELA_VARIABLE = "AFTERFIT_VELA"
"""Environment variable with the command, where it is not on the path."""
_MOST_SECONDS = 600
_OPERATORS = re.compile(r"(CPU|NPU) operators = (\d+)")
_STORAGE: Mapping[str, str] = {
    "On-chip Flash": "on_chip_flash_memory_used",
    "Off-chip Flash": "off_chip_flash_memory_used",
    "DRAM": "dram_memory_used",
    "SRAM": "sram_memory_used",
}


def vela_command() -> str | None:
    """Return where Vela is: what AFTERFIT_VELA says, on the path, or beside this Python."""
    named = os.environ.get(VELA_VARIABLE)
    if named:
        return which(named)
    return which("vela") or which("vela", path=str(Path(sys.executable).parent))


def estimate_npu(path: Path, device: Device) -> NpuEstimate:
    """Return what Vela says of a model on the Ethos-U of *device*, in a process of its own.

    Parameters
    ----------
    path
        A .tflite file.
    device
        One with an accelerator, such as `known_devices()["Ethos-U55-128"]`.

    Raises
    ------
    InputError
        When Vela is not installed or cannot compile the file; the message says why.

    References
    ----------
    Arm, ethos-u-vela 5: its summary of a network, by its default configuration of the system.
    Arm calls its performance estimates approximate.
    """
    command = vela_command()
    if command is None:
        raise _missing()
    with TemporaryDirectory(prefix="afterfit-") as name:
        words = [command, str(path.resolve()), "--accelerator-config", device.accelerator]
        said = _run([*words, "--output-dir", name], path)
        (summary,) = _summaries(Path(name), path)
        version = _run([command, "--version"], path).strip()
        return read_summary(summary, said, device, f"Vela {version}")


def _missing() -> InputError:
    named = os.environ.get(VELA_VARIABLE)
    if named:
        return InputError(f"no such command: {named!r}; it is to be Vela's", where=VELA_VARIABLE)
    return MissingExtraError("estimating an Ethos-U with Vela", "ethos")


def _run(command: list[str], path: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # the user's own compiler
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            timeout=_MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"Vela took more than {_MOST_SECONDS} s", where=str(path)) from None
    except OSError as error:
        raise InputError(f"Vela cannot be started: {error}", where=command[0]) from None
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines()]
        last = next((line for line in reversed(lines) if line), f"exit code {done.returncode}")
        raise InputError(f"Vela cannot compile the model: {last}", where=str(path))
    return done.stdout


def _summaries(folder: Path, path: Path) -> list[Path]:
    found = list(folder.glob("*_summary_*.csv"))
    if len(found) != 1:
        raise InputError(f"Vela wrote {len(found)} summaries, expected one", where=str(path))
    return found


def read_summary(summary: Path, said: str, device: Device, compiler: str) -> NpuEstimate:
    """Return what stands in Vela's summary.

    Parameters
    ----------
    summary
        Vela's file ``*_summary_*.csv`` of one network.
    said
        What Vela printed; only there it says how many operators the NPU takes.
    device, compiler
        What was compiled for, and by what.

    Raises
    ------
    InputError
        When a figure is missing.
    """
    operators = {kind: int(number) for kind, number in _OPERATORS.findall(said)}
    try:
        with summary.open(encoding="utf-8", newline="") as stream:
            row = next(csv.DictReader(stream))
        storage = row["weights_storage_area"]
        return NpuEstimate(
            device=device.name,
            accelerator=device.accelerator,
            compiler=compiler,
            n_npu_operators=operators["NPU"],
            n_cpu_operators=operators["CPU"],
            cycles=round(float(row["cycles_total"])),
            clock_mhz=float(row["core_clock"]) / 1e6,
            latency_ms=float(row["inference_time"]) * 1000,
            sram_bytes=_bytes(row["sram_memory_used"]),
            storage=storage,
            storage_bytes=_bytes(row[_STORAGE[storage]]),
        )
    except (KeyError, StopIteration, TypeError, ValueError) as error:
        raise InputError(
            f"{compiler} wrote no summary that can be read ({type(error).__name__}: {error}); "
            "version 5 does",
            where=str(summary),
        ) from None


def _bytes(kibibytes: str) -> int:
    return round(float(kibibytes) * 1024)


def npu_latency(estimate: NpuEstimate) -> Latency:
    """Return how long one inference may take; a reason where Vela does not count all of it."""
    n_cpu = estimate.n_cpu_operators
    if n_cpu or not estimate.n_npu_operators:
        n = n_cpu + estimate.n_npu_operators
        reason = (
            f"{n_cpu} of {n} operators would run on the processor beside the NPU, "
            f"and {estimate.compiler} does not count their time"
        )
        return Latency(estimate.device, (), reason)
    ms = estimate.latency_ms
    source = f"its estimate for {estimate.accelerator} at {estimate.clock_mhz:g} MHz"
    return Latency(estimate.device, (LatencyRange(estimate.compiler, ms, ms, ms, 0, source),), "")
