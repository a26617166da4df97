"""Files of predicted numbers → regression records, one for each variant and split."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.number_rows import NumberRows, read_number_rows, sliced_columns
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.sliced_records import Meant, SlicedRecords, joined_cells, same_columns
from afterfit.readers.told_units import told_units
from afterfit.records import NONE_LEFT_OUT, RegressionPredictions


def read_regressions(
    paths: str | Path | Sequence[str | Path], options: ReadOptions | None = None
) -> tuple[RegressionPredictions, ...]:
    r"""Return all regression predictions in files, one record for each variant and split.

    Parameters
    ----------
    paths : path, glob or folder, or several
        Parquet, CSV, NDJSON or NPZ. Tensorlab's ``results_on_test_set.csv`` is read as it is.
    options : ReadOptions, optional
        What the names of the columns do not say.

    Raises
    ------
    InputError
        See `read_number_rows`; or parts of a variant that predict different targets.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "int8.csv")
    ...     _ = path.write_text("predicted,ground_truth\n1.5,1\n2,2\n")
    ...     (rows,) = read_regressions(path)
    >>> rows.variant, rows.y_true.tolist(), rows.errors.tolist()
    ('int8', [[1.0], [2.0]], [[0.5], [0.0]])
    """
    return read_sliced_regressions(paths, options).rows


def read_sliced_regressions(
    paths: str | Path | Sequence[str | Path],
    options: ReadOptions | None = None,
    slices: Sequence[str] = (),
) -> SlicedRecords[RegressionPredictions]:
    """Return regression records as `read_regressions` does, with the columns that *slices* means.

    Raises
    ------
    InputError
        See `read_regressions`; or a column that is not there, or not in every file.
    """
    options = replace(options or ReadOptions(), task="regression")
    groups: dict[tuple[str, str], list[NumberRows]] = {}
    for part in read_number_rows(paths, options, slices):
        groups.setdefault((part.variant, part.split), []).append(part)
    parts = [part for group in groups.values() for part in group]
    return SlicedRecords(
        tuple(_record(group, options) for group in groups.values()),
        tuple(joined_cells([part.cells for part in group]) for group in groups.values()),
        same_columns(columns_meant(parts, slices), slices),
    )


def columns_meant(parts: Sequence[NumberRows], slices: Sequence[str]) -> list[tuple[Path, Meant]]:
    """Return the columns that *slices* means in the file of each part."""
    return [(one.file.path, sliced_columns(one.file, one.columns, slices)) for one in parts]


def _record(parts: Sequence[NumberRows], options: ReadOptions) -> RegressionPredictions:
    first = parts[0]
    names = target_names(first)
    for part in parts[1:]:
        if target_names(part) != names:
            raise InputError(
                f"{first.file.path} predicts {', '.join(names)}, {part.file.path} predicts "
                f"{', '.join(target_names(part))}; files of one variant predict the same"
            )
    source, source_names = joined_sources(parts)
    return RegressionPredictions(
        target_names=names,
        units=told_units(options.units, names, first.file.notes.units),
        y_true=np.concatenate([part.true for part in parts]),
        y_pred=np.concatenate([part.said for part in parts]),
        source=source,
        source_names=source_names,
        offset=np.concatenate([part.offset for part in parts]),
        variant=first.variant,
        split=first.split,
        has_sources=has_sources(parts),
        left_out=sum((part.left_out for part in parts), NONE_LEFT_OUT),
    )


def target_names(part: NumberRows) -> tuple[str, ...]:
    """Return a name for each predicted number of *part*."""
    columns, width = part.columns, part.true.shape[1]
    if columns.suffixes and width == len(columns.suffixes):
        return columns.suffixes
    if width == 1:
        return columns.true
    return tuple(f"output {place + 1}" for place in range(width))


def joined_sources(parts: Sequence[NumberRows]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the source of each row of all *parts* as an index, and the names."""
    index: dict[str, int] = {}
    codes = [
        index.setdefault(name, len(index))
        for part in parts
        for name in (part.source if part.source is not None else ("",) * len(part.true))
    ]
    return np.array(codes, dtype=np.int64), tuple(index) or ("",)


def has_sources(parts: Sequence[NumberRows]) -> bool:
    """Tell whether every part names the source of its rows."""
    return all(part.source is not None and part.file.notes.has_sources for part in parts)
