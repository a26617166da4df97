"""Two paths → the variant of each that is compared, by what the files themselves state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from afterfit.errors import InputError, did_you_mean
from afterfit.readers import (
    ReadOptions,
    find_prediction_files,
    look_at_predictions,
    variants_of_table,
)
from afterfit.records import AnomalyScores, Forecasts, RegressionPredictions
from afterfit.wording import some_names

Rows = TypeVar("Rows", RegressionPredictions, Forecasts, AnomalyScores)


@dataclass(frozen=True, slots=True)
class Side:
    """One variant of a comparison: where it is, and what it is called."""

    path: Path
    """A file, a glob of the parts of one, or the folder of a run."""
    option: str
    """The option that names its variant."""
    wanted: str | None
    """The variant that the user named."""
    shown: str | None = None
    """What reports are to call it, where it is known beforehand."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that may hold it."""
        if not self.path.is_dir():
            is_glob = any(mark in str(self.path) for mark in "*?[") and not self.path.exists()
            return find_prediction_files([self.path]) if is_glob else (self.path,)
        files = tuple(sorted((self.path / "predictions").glob("*.parquet")))
        if not files:
            raise InputError(
                "no predictions here; give a file of predictions, or the folder of a run that kept "
                "them (testing -> save_predictions)",
                where=str(self.path),
            )
        return files

    def chosen(self, known: Sequence[str]) -> str:
        """Return which of the variants there is meant.

        Raises
        ------
        InputError
            When there are several and none is named, or none is called so.
        """
        if self.wanted is None and len(known) == 1:
            return known[0]
        listed = some_names(known, 20)
        if self.wanted is None:
            raise InputError(
                f"holds the variants {listed}; say which with {self.option}", where=str(self.path)
            )
        # the one variant of a file may be given another name
        if self.wanted not in known and (len(known) > 1 or self.path.is_dir()):
            raise InputError(
                f"no variant is called {self.wanted!r}{did_you_mean(self.wanted, known)}; "
                f"it holds {listed}",
                where=f"{self.option}, {self.path}",
            )
        return self.wanted if self.wanted in known else known[0]

    def called(self, found: str) -> str:
        """Return what reports call the variant *found* there."""
        return self.shown or self.wanted or found


@dataclass(frozen=True, slots=True)
class FoundSide:
    """A side whose variant was found."""

    files: tuple[Path, ...]
    """Those that hold rows of it."""
    states: str
    """What the files call the variant."""
    name: str
    """What reports call it."""


def find_side(side: Side, options: ReadOptions) -> FoundSide:
    """Return the variant of one side of classifiers, without reading its rows."""
    held = {path: variants_of_table(path, options) for path in side.files}
    known = list(dict.fromkeys(name for names in held.values() for name in names))
    states = side.chosen(known)
    files = tuple(path for path, names in held.items() if states in names)
    return FoundSide(files, states, side.called(states))


def rows_of_side(side: Side, records: Iterable[Rows]) -> tuple[FoundSide, list[Rows]]:
    """Return the records of the variant of one side."""
    found = list(records)
    states = side.chosen(list(dict.fromkeys(one.variant for one in found)))
    kept = [one for one in found if one.variant == states]
    return FoundSide(side.files, states, side.called(states)), kept


def named_apart(
    one: FoundSide, other: FoundSide, paths: tuple[Path, Path]
) -> tuple[FoundSide, FoundSide]:
    """Return the sides with names that differ, with the name of the folder where need be.

    Raises
    ------
    InputError
        When both are the same variant of the same files.
    """
    files = [{path.resolve() for path in side.files} for side in (one, other)]
    if one.states == other.states and files[0] == files[1]:
        raise InputError(
            f"a variant is compared with another, but both are {one.states} of {paths[0]}"
        )
    if one.name != other.name:
        return one, other
    places = [path.resolve() for path in paths]
    homes = tuple(path.name if path.is_dir() else path.parent.name for path in places)
    if homes[0] == homes[1]:
        homes = tuple(path.stem for path in paths)
    if homes[0] == homes[1]:
        homes = ("reference", "candidate")
    names = (f"{one.name} ({homes[0]})", f"{other.name} ({homes[1]})")
    return replace(one, name=names[0]), replace(other, name=names[1])


def task_of_sides(sides: Sequence[Side], options: ReadOptions) -> ReadOptions:
    """Return *options* with the task that our own files state, where the user named none.

    Raises
    ------
    InputError
        When the two sides state different tasks.
    """
    stated = [look_at_predictions(side.files[0], options).notes.task for side in sides]
    known = [task for task in stated if task is not None]
    if len(set(known)) > 1:
        raise InputError(
            f"{sides[0].path} is of {stated[0]} and {sides[1].path} of {stated[1]}; compare two "
            "variants of one task"
        )
    for task in ("regression", "forecasting", "anomaly"):
        if known and known[0] == task and options.task == "classification":
            return replace(options, task=task)
    return options
