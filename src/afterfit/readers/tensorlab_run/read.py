"""A run folder → everything that could be read of it, and what could not."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from afterfit.errors import InputError
from afterfit.readers.tensorlab_run.compiled import CompiledModel, read_compiled
from afterfit.readers.tensorlab_run.file_log import FileLog, read_file_log
from afterfit.readers.tensorlab_run.folder import TensorlabFolder
from afterfit.readers.tensorlab_run.roc_csv import read_roc_csv
from afterfit.readers.tensorlab_run.run_config import Sections, read_run_config
from afterfit.readers.tensorlab_run.run_log import read_log_numbers
from afterfit.readers.tensorlab_run.threshold_csv import read_threshold_csv
from afterfit.results import ReportedCurve, ReportedNumber, ReportedThreshold

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class TensorlabRun:
    """What the files of a run say."""

    folder: TensorlabFolder
    sections: Sections
    """The configuration; empty where neither run.yaml nor run.json could be read."""
    numbers: tuple[ReportedNumber, ...]
    file_log: FileLog
    curves: tuple[ReportedCurve, ...]
    thresholds: tuple[ReportedThreshold, ...]
    compiled: CompiledModel | None
    """None where nothing was compiled."""
    notes: tuple[str, ...]
    """What could not be read, one sentence each."""

    @property
    def task(self) -> str:
        """Tensorlab's name of the task; empty where the configuration is gone."""
        return str(self.sections.get("common", {}).get("task_type") or "")

    @property
    def model_name(self) -> str:
        """Name of the network, else that of the folder."""
        name = self.sections.get("training", {}).get("model_name")
        return str(name or self.folder.root.resolve().name)

    @property
    def tested_variant(self) -> str:
        """The one that Tensorlab tests: the quantised model where there is one."""
        return ["float32", *self.folder.models][-1]


def read_tensorlab_run(path: Path) -> TensorlabRun:
    """Return what can be read of the run folder *path*; what cannot is a note, not an error."""
    folder = TensorlabFolder(path)
    notes: list[str] = []

    def tried(read: Callable[[], tuple[_Read, ...]]) -> tuple[_Read, ...]:
        try:
            return read()
        except InputError as error:
            notes.append(f"Not read: {error}")
            return ()

    sections = _config(folder, notes)
    numbers = tuple(one for log in folder.logs for one in read_log_numbers(_lines(log)))
    if not folder.logs:
        notes.append("There is no run.log, so Tensorlab's own numbers are not known.")
    lines = _lines(folder.file_log) if folder.file_log.is_file() else []
    file_log = read_file_log(lines)
    classes = file_log.tables[-1].class_names if file_log.tables else ()
    roc = folder.analysis_file("fpr_tpr_thresholds.csv")
    curves = tried(lambda: read_roc_csv(roc[1], classes)) if roc else ()
    rates = folder.analysis_file("threshold_performance.csv")
    thresholds = tried(lambda: read_threshold_csv(rates[1])) if rates else ()
    compiled = _compiled(folder, notes)
    told = (*notes, *file_log.notes)
    return TensorlabRun(folder, sections, numbers, file_log, curves, thresholds, compiled, told)


def _compiled(folder: TensorlabFolder, notes: list[str]) -> CompiledModel | None:
    try:
        return read_compiled(folder.compilation)
    except InputError as error:
        notes.append(f"Not read: {error}")
        return None


def _config(folder: TensorlabFolder, notes: list[str]) -> Sections:
    there = [path for path in folder.configs if path.is_file()]
    for path in there:
        try:
            return read_run_config(path)
        except InputError as error:
            notes.append(f"Not read: {error}")
    if not there:
        notes.append("Neither run.yaml nor run.json is there, so the configuration is not known.")
    return {}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
