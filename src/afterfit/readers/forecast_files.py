"""Files of forecasts → records, one for each variant and split."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import natural_order
from afterfit.readers.number_rows import NumberRows, read_number_rows
from afterfit.readers.prediction_files import find_prediction_files
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.regressions import columns_meant, has_sources, joined_sources
from afterfit.readers.sliced_records import SlicedRecords, joined_cells, same_columns
from afterfit.readers.told_units import told_units
from afterfit.records import NONE_LEFT_OUT, Forecasts

Floats = NDArray[np.float64]
_OF_VARIABLE = re.compile(r"(.+)_predictions", re.IGNORECASE)


def read_forecasts(
    paths: str | Path | Sequence[str | Path], options: ReadOptions | None = None
) -> tuple[Forecasts, ...]:
    r"""Return all forecasts in files, one record for each variant and split.

    One row a forecast: ``target_1`` … ``target_h`` and ``prediction_1`` … ``prediction_h``, or
    ``target_<variable>_1`` …; ``history_1`` … ``history_l`` (the last is the value just before the
    forecast), where it is there. Tensorlab's ``<variable>_predictions.csv`` are read as they are,
    several of them as several variables.

    Raises
    ------
    InputError
        See `read_number_rows`; or steps that do not run from 1 without gaps.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "load_predictions.csv")
    ...     _ = path.write_text("ground_1,ground_2,predicted_1,predicted_2\n1,2,1,3\n")
    ...     (rows,) = read_forecasts(path)
    >>> rows.variable_names, rows.horizon, rows.errors[0, :, 0].tolist()
    (('load',), 2, [0.0, 1.0])
    """
    return read_sliced_forecasts(paths, options).rows


def read_sliced_forecasts(
    paths: str | Path | Sequence[str | Path],
    options: ReadOptions | None = None,
    slices: Sequence[str] = (),
) -> SlicedRecords[Forecasts]:
    """Return forecasts as `read_forecasts` does, with the columns that *slices* means.

    Raises
    ------
    InputError
        See `read_forecasts`; or a column that is not there, or not in every file.
    """
    options = replace(options or ReadOptions(), task="forecasting")
    given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    files = find_prediction_files(given)
    of_variables = all(_OF_VARIABLE.fullmatch(file.stem) for file in files)
    groups: dict[tuple[str, str], list[_Part]] = {}
    for rows in read_number_rows(files, options, slices):
        part = _Part.of(rows, _variable(rows.file.path) if of_variables else None)
        variant = _folder_variant(rows, options) if of_variables else rows.variant
        groups.setdefault((variant, rows.split), []).append(part)
    every = [part.rows for parts in groups.values() for part in parts]
    return SlicedRecords(
        tuple(_record(parts, *key, options) for key, parts in groups.items()),
        tuple(joined_cells([one.cells for one in _rows_of(parts)]) for parts in groups.values()),
        same_columns(columns_meant(every, slices), slices),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The rows of one file with their steps in order."""

    rows: NumberRows
    names: tuple[str, ...]
    true: Floats
    """Shape (n_samples, horizon, n_variables)."""
    said: Floats
    past: Floats

    @classmethod
    def of(cls, rows: NumberRows, variable: str | None) -> "_Part":
        columns = rows.columns
        marks = columns.suffixes or _numbered(rows.true.shape[1])
        names, order = _steps(marks, rows.true.shape[1], rows)
        past_marks = columns.past_suffixes or _numbered(rows.past.shape[1])
        past = np.zeros((len(rows.true), 0, len(names)))
        if rows.past.shape[1]:
            past_names, places = _steps(past_marks, rows.past.shape[1], rows)
            if set(past_names) != set(names):
                raise InputError(
                    f"history is of {', '.join(past_names)}, forecasts are of {', '.join(names)}",
                    where=str(rows.file.path),
                )
            past = rows.past[:, places][:, :, [past_names.index(name) for name in names]]
        shown = (variable,) if variable and len(names) == 1 else names
        return cls(rows, shown, rows.true[:, order], rows.said[:, order], past)


def _numbered(n: int) -> tuple[str, ...]:
    return tuple(str(place + 1) for place in range(n))


def _steps(
    marks: tuple[str, ...], width: int, rows: NumberRows
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the variables, and the column of each step and variable, (n_steps, n_variables)."""
    if len(marks) != width:  # lists, one a variable
        return marks, np.arange(width).reshape(len(marks), -1).T
    places: dict[str, dict[int, int]] = {}
    for column, mark in enumerate(marks):
        name, _, step = mark.rpartition("_")
        if not step.isdigit():
            raise InputError(
                f"a column of a forecast ends in its step, as in target_load_1; {mark!r} does not. "
                "If each row is one number, use --task regression",
                where=str(rows.file.path),
            )
        places.setdefault(name or "value", {})[int(step)] = column
    lengths = {tuple(sorted(steps)) for steps in places.values()}
    first = min(min(steps) for steps in places.values())
    wanted = tuple(range(first, first + max(len(steps) for steps in places.values())))
    if lengths != {wanted} or first > 1:
        raise InputError(
            f"the steps of a forecast must run from 1 without gaps and be the same for all "
            f"variables, got {', '.join(sorted(marks, key=natural_order)[:12])}",
            where=str(rows.file.path),
        )
    order = [[places[name][step] for name in places] for step in wanted]
    return tuple(places), np.array(order, dtype=np.int64)


def _variable(path: Path) -> str:
    match = _OF_VARIABLE.fullmatch(path.stem)
    return match[1] if match else path.stem


def _folder_variant(rows: NumberRows, options: ReadOptions) -> str:
    """Return the variant of a file that is named after its variable."""
    if rows.columns.variant is not None or options.variant_name or rows.file.notes.variant:
        return rows.variant
    parent = rows.file.path.absolute().parent
    # Tensorlab's own folder says nothing of the model: test_results/predictions_csv.
    return "model" if parent.name in ("predictions_csv", "test_results") else parent.name


def _record(parts: Sequence[_Part], variant: str, split: str, options: ReadOptions) -> Forecasts:
    first, apart = parts[0], _are_apart(parts)
    if apart:
        _check_side_by_side(parts)
    rows = _rows_of(parts)
    source, source_names = joined_sources(rows)
    names = tuple(name for part in parts for name in part.names) if apart else first.names
    axis = 2 if apart else 0
    past = np.concatenate([part.past for part in parts], axis=axis)
    return Forecasts(
        variable_names=names,
        units=told_units(options.units, names, _noted_units(parts, apart)),
        y_true=np.concatenate([part.true for part in parts], axis=axis),
        y_pred=np.concatenate([part.said for part in parts], axis=axis),
        history=past if past.shape[1] else None,
        season=options.season or first.rows.file.notes.season,
        source=source,
        source_names=source_names,
        offset=np.concatenate([one.offset for one in rows]),
        variant=variant,
        split=split,
        has_sources=has_sources(rows),
        left_out=sum((one.left_out for one in rows), NONE_LEFT_OUT),
    )


def _are_apart(parts: Sequence[_Part]) -> bool:
    """Tell whether each part holds the same forecasts of another variable."""
    return len({part.names for part in parts}) > 1


def _rows_of(parts: Sequence[_Part]) -> list[NumberRows]:
    """Return the parts whose rows, one below the other, are the forecasts."""
    return [part.rows for part in (parts[:1] if _are_apart(parts) else parts)]


def _noted_units(parts: Sequence[_Part], apart: bool) -> tuple[str, ...] | None:
    return None if apart else parts[0].rows.file.notes.units


def _check_side_by_side(parts: Sequence[_Part]) -> None:
    first = parts[0]
    for part in parts[1:]:
        if part.true.shape[:2] != first.true.shape[:2]:
            raise InputError(
                f"files of several variables hold the same forecasts, but {first.rows.file.path} "
                f"has {len(first.true)} rows of {first.true.shape[1]} steps and "
                f"{part.rows.file.path} {len(part.true)} of {part.true.shape[1]}"
            )
