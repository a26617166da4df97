"""Names of columns → true and predicted numbers that belong together."""

from collections.abc import Sequence
from dataclasses import dataclass

from afterfit.errors import InputError, did_you_mean
from afterfit.files import natural_order
from afterfit.readers.columns import find_origin, matching
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import TableFile
from afterfit.wording import some_names

_TRUE = ("target", "actual", "ground_truth", "y_true", "ground", "true", "truth", "label")
_SAID = ("prediction", "predicted", "y_pred", "pred", "predictions", "forecast")
_PAST = ("history", "past")


@dataclass(frozen=True, slots=True)
class NumberColumns:
    """Columns of true and predicted numbers, in the same order, and where rows are from."""

    true: tuple[str, ...]
    said: tuple[str, ...]
    suffixes: tuple[str, ...]
    """What tells the columns apart; empty where one column holds all, a number or a list."""
    past: tuple[str, ...]
    past_suffixes: tuple[str, ...]
    source: str | None
    offset: str | None
    variant: str | None
    split: str | None

    @property
    def numbers(self) -> tuple[str, ...]:
        """All columns of numbers."""
        return (*self.true, *self.said, *self.past)

    @property
    def origins(self) -> tuple[str, ...]:
        """All columns that tell where a row is from."""
        all_four = (self.source, self.offset, self.variant, self.split)
        return tuple(name for name in all_four if name is not None)


def find_number_columns(file: TableFile, options: ReadOptions) -> NumberColumns:
    """Return which columns of *file* hold true and predicted numbers.

    By convention: ``target`` (or actual, ground_truth, y_true …) and ``prediction`` (or predicted,
    y_pred …), one column, one of lists, or several as ``target_torque``, ``prediction_torque``.

    Raises
    ------
    InputError
        No column of either kind, or columns without their counterpart.
    """
    where = str(file.path)
    origin = find_origin(file.columns, file.lists, options, where)
    free = [name for name in file.columns if name not in origin.values()]
    true, true_marks = _columns(_TRUE, options.target, "target", file.columns, free, options, where)
    free = [name for name in free if name not in true]
    said, said_marks = _columns(
        _SAID, options.prediction, "prediction", file.columns, free, options, where
    )
    said = _paired(true, true_marks, said, said_marks, where)
    past, past_marks = _family(_PAST, [name for name in free if name not in said])
    return NumberColumns(true, said, true_marks, past, past_marks, **origin)


def _columns(
    words: Sequence[str],
    wanted: str | None,
    role: str,
    names: Sequence[str],
    free: Sequence[str],
    options: ReadOptions,
    where: str,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if wanted is not None:
        return matching(wanted, names, free, options, where)
    found, marks = _family(words, free)
    if not found:
        shown = some_names(names, 20)
        raise InputError(
            f"no column of {role} numbers was found; the columns are {shown or 'none'}: name one "
            f"with --{role}, or several as --{role} '{role}_*'{did_you_mean(role, names)}",
            where=where,
        )
    return found, marks


def _family(words: Sequence[str], names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first word that names a column, or that starts several."""
    for word in words:
        alone = [name for name in names if name.lower() == word]
        if alone:
            return (alone[0],), ()
        start = f"{word}_"
        found = [name for name in names if name.lower().startswith(start) and name[len(start) :]]
        if found:
            return tuple(found), tuple(name[len(start) :] for name in found)
    return (), ()


def _paired(
    true: tuple[str, ...],
    true_marks: tuple[str, ...],
    said: tuple[str, ...],
    said_marks: tuple[str, ...],
    where: str,
) -> tuple[str, ...]:
    """Return the predicted columns in the order of the true ones."""
    if len(true) == len(said) == 1:
        return said
    place = dict(zip(said_marks, said, strict=True)) if said_marks else {}
    if set(place) == set(true_marks):
        return tuple(place[mark] for mark in true_marks)
    lone = sorted(set(true_marks) ^ set(place), key=natural_order)
    raise InputError(
        f"true and predicted columns must match: {', '.join(true[:5])} against "
        f"{', '.join(said[:5])}; {', '.join(lone[:5]) or 'one of them'} has no counterpart. "
        "Name both with --target and --prediction",
        where=where,
    )
