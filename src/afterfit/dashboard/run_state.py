"""A run folder → how far the run is."""

from dataclasses import dataclass
from typing import Literal

from afterfit.dashboard.entries import Entry
from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.manifest import Manifest
from afterfit.pipeline.running import read_running

State = Literal["running", "stopped", "done", "broken"]
STAGES = {
    "check_data": "checking the data",
    "train": "training",
    "quantize": "quantising",
    "device": "writing the device's file",
    "sensitivity": "trying layers in float",
    "test": "testing",
    "analyze": "analysing",
    "report": "writing the report",
}
"""Stages of a run in their order, in words."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a run stands."""

    state: State
    detail: str = ""
    """Stage or reason, in words; empty when all is well."""


def standing_of(entry: Entry) -> Standing:
    """Return where the run in *entry* stands, by what it wrote; broken where it cannot be read.

    A run that is at work says so itself, with its process, so that a killed one is known to be
    stopped at once.
    """
    if entry.escapes:
        return Standing("broken", f"{entry.escapes} is a link out of the folders given to serve")
    if entry.kind != "run":
        return Standing("done")
    running = read_running(entry.path)
    if running is not None and running.goes_on:
        elsewhere = f" on {running.host}" if not running.is_here else ""
        return Standing("running", f"{running.stage.lower()}{elsewhere}")
    if running is not None:
        reason = f": {running.failure}" if running.failure else ""
        return Standing("stopped", f"at “{running.stage}”{reason}")
    return _by_manifest(RunFolder(entry.path))


def _by_manifest(folder: RunFolder) -> Standing:
    try:
        finished = Manifest(folder.manifest).finished()
    except InputError as error:
        return Standing("broken", str(error))
    only_data = folder.data_checks.is_file() and not folder.base.is_dir()
    if folder.analysis.is_file() or only_data:
        return Standing("done")
    if "train" in finished and not _is_tested(folder):
        return Standing("done", "trained, not tested")
    last = next((words for name, words in reversed(STAGES.items()) if name in finished), "")
    return Standing("stopped", f"after {last}" if last else "before its first stage was finished")


def _is_tested(folder: RunFolder) -> bool:
    """Whether the configuration wants a test; True where it cannot be read."""
    from afterfit.dashboard.settings import read_settings

    return read_settings(folder).get("testing.enable") != "false"
