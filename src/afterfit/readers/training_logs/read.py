"""Files and folders → training logs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.training_logs.duplicates import without_duplicates
from afterfit.readers.training_logs.find import Candidate, find_candidates
from afterfit.readers.training_logs.log_files import read_log_file, why_not
from afterfit.readers.training_logs.meaning import meanings_of
from afterfit.readers.training_logs.mlflow_files import read_mlflow_run
from afterfit.readers.training_logs.raw_log import RawLog, RawSeries
from afterfit.readers.training_logs.rewinds import split_runs, straighten
from afterfit.readers.training_logs.tensorboard_events import read_events
from afterfit.records import Meaning, Series, TrainingLog
from afterfit.wording import agreeing, counted

UNREADABLE = "unreadable"
"""Kind of a log that could not be read; its note says why."""


def read_training_logs(
    paths: Iterable[Path],
    *,
    meanings: Mapping[str, Meaning] | None = None,
    check_crc: bool = False,
) -> tuple[TrainingLog, ...]:
    """Return every training log at or below *paths*.

    Formats are recognised by what files hold. Of a folder, files that are no logs are passed
    over; a damaged log comes without series and with a note that says what is wrong.

    Parameters
    ----------
    paths : iterable of Path
        Log files, or folders that are searched.
    meanings : mapping of series name to Meaning, optional
        What a series measures, where its name does not tell or tells wrongly.
    check_crc : bool
        Whether to compare the checksums of TensorBoard's records, which takes long.

    Raises
    ------
    InputError
        When a path is not there, no log is found, or *meanings* names a series that no log has.
    """
    raw: list[RawLog] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"no such file or folder: {path}")
        found = [log for one in find_candidates(path) for log in _read(one, check_crc)]
        if not found:
            raise InputError(
                "no training log in this folder; name a file to learn why it was passed over",
                where=str(path),
            )
        raw += without_duplicates(found)
    _check_read(raw)
    _check_names(raw, meanings or {})
    return tuple(log for one in raw for log in _finish(one, meanings or {}))


def _read(candidate: Candidate, check_crc: bool) -> list[RawLog]:
    path, name = candidate.path, str(candidate.path)
    try:
        if candidate.events:
            logs: list[RawLog] | None = [read_events(candidate.events, name, check_crc=check_crc)]
        elif path.is_dir():
            logs = [read_mlflow_run(path, name)]
        else:
            logs = read_log_file(path, name)
        if logs is None and candidate.expected:
            raise InputError(why_not(path), where=name)
    except (InputError, OSError) as error:
        return [_unreadable(name, str(error))] if candidate.expected else []
    return [replace(log, notes=(*log.notes, *candidate.notes)) for log in logs or ()]


def _unreadable(name: str, error: str) -> RawLog:
    return RawLog(name, UNREADABLE, "step", {}, (error.removeprefix(f"{name}: "),), file=name)


def _check_read(logs: Sequence[RawLog]) -> None:
    if all(log.kind == UNREADABLE for log in logs):
        raise InputError("; ".join(f"{log.name}: {log.notes[0]}" for log in logs))


def _check_names(logs: Sequence[RawLog], meanings: Mapping[str, Meaning]) -> None:
    known = {name for log in logs for name in log.series}
    for name in meanings:
        if name not in known:
            raise InputError(
                f"no log has a series {name!r}{did_you_mean(name, known)}; "
                f"there are {', '.join(sorted(known))}"
            )


def _finish(raw: RawLog, meanings: Mapping[str, Meaning]) -> list[TrainingLog]:
    if not raw.series:
        notes = raw.notes or ("It holds no series of numbers.",)
        return [TrainingLog(raw.name, raw.kind, raw.step_unit, (), (), notes, raw.settings)]
    runs = split_runs(raw.series)
    return [_one_run(raw, i, len(runs), series, meanings) for i, series in enumerate(runs)]


def _one_run(
    raw: RawLog,
    index: int,
    n_runs: int,
    columns: Mapping[str, RawSeries],
    meanings: Mapping[str, Meaning],
) -> TrainingLog:
    straight = straighten(columns)
    guessed = meanings_of(straight.series) | dict(meanings)
    notes = list(raw.notes)
    if n_runs > 1:
        notes.append(
            f"Steps return to their start: {n_runs} trainings stand here, and this is number "
            f"{index + 1}."
        )
    if straight.n_superseded:
        notes.append(
            f"The training was started again {_times(len(straight.restarts))}; "
            f"{counted(straight.n_superseded, 'value')} that it wrote again "
            f"{agreeing(straight.n_superseded, 'was', 'were')} left out."
        )
    series = tuple(
        Series(name, one.steps, one.values, guessed[name], one.wall_times)
        for name, one in straight.series.items()
    )
    name = raw.name if n_runs == 1 else f"{raw.name} (run {index + 1})"
    return TrainingLog(
        name, raw.kind, raw.step_unit, series, straight.restarts, tuple(notes), raw.settings
    )


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
