"""Parquet or CSV → rows of features with a label."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.columns import ROLES
from afterfit.readers.samples.options import SampleOptions
from afterfit.readers.samples.raw import RawSamples
from afterfit.readers.samples.sample_columns import columns_wanted
from afterfit.readers.table_file import readable

if TYPE_CHECKING:
    import polars as pl

_ROLES = ("label", "source", "split", "offset")


def read_table(path: Path, options: SampleOptions) -> RawSamples:
    """Return one sample a row: its label, and the other columns as features in their order.

    One column of lists holds all features of a row.

    Raises
    ------
    InputError
        When the file is damaged, has no label, or a feature is no number.
    """
    table = _load(path)
    roles = {role: _role(role, table, options, path) for role in _ROLES}
    label = roles["label"]
    if label is None:
        raise InputError(
            f"no column of labels was found among {', '.join(table.columns[:12])}; pass --label",
            where=str(path),
        )
    taken = {name for name in roles.values() if name}
    lists = [name for name, kind in table.schema.items() if kind.is_nested()]
    sliced = columns_wanted(path, table.columns, options.slices, taken=taken, lists=lists)
    columns = {name: table[name].to_numpy() for names in sliced for name in names}
    source, split = roles["source"], roles["split"]
    return RawSamples(
        # what is sliced by is no feature, unless it is named as one
        X=_features(table, options.inputs, taken if options.inputs else {*taken, *columns}, path),
        labels=table[label],
        label_name=label,
        sources=None if source is None else table[source].to_list(),
        splits=None if split is None else table[split].to_list(),
        where=str(path),
        columns=columns,
        sliced=sliced,
    )


def _load(path: Path) -> "pl.DataFrame":
    import polars as pl

    if path.suffix.lower() in (".parquet", ".pq"):
        with readable(path, "Parquet"):
            return pl.read_parquet(path)
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    with readable(path, "CSV"):
        return pl.read_csv(path, separator=separator, infer_schema_length=None)


def _role(role: str, table: "pl.DataFrame", options: SampleOptions, path: Path) -> str | None:
    given: str | None = getattr(options, role, None)
    if given is not None:
        if given in table.columns:
            return given
        hint = did_you_mean(given, table.columns)
        raise InputError(f"there is no column {given!r}{hint}", where=str(path))
    for group in ROLES[role]:
        found = [name for name in table.columns if name.lower() in group]
        if len(found) > 1:
            raise InputError(
                f"both {found[0]!r} and {found[1]!r} may be the {role}; pass --{role}",
                where=str(path),
            )
        if found:
            return found[0]
    return None


def _features(
    table: "pl.DataFrame", wanted: str | None, taken: set[str], path: Path
) -> NDArray[Any]:
    names = [
        name
        for name in table.columns
        if (fnmatchcase(name, wanted) if wanted else True) and name not in taken
    ]
    if not names:
        raise InputError(
            f"no column of features matches {wanted or '*'!r} among {', '.join(table.columns)}",
            where=str(path),
        )
    columns = table.select(names)
    if len(names) == 1 and columns.dtypes[0].is_nested():
        return _lists(columns.to_series(), path)
    for name, kind in columns.schema.items():
        if not kind.is_numeric() or columns[name].null_count():
            problem = "has empty cells" if kind.is_numeric() else f"holds {kind}"
            raise InputError(
                f"column {name!r} {problem}, a feature is a number; name the columns of features "
                "with --inputs 'f*'",
                where=str(path),
            )
    return columns.to_numpy()


def _lists(column: "pl.Series", path: Path) -> NDArray[Any]:
    rows = [np.asarray(row) for row in column.to_list()]
    odd = next((i for i, row in enumerate(rows) if row.shape != rows[0].shape), None)
    if odd is not None:
        raise InputError(
            f"column {column.name!r} holds {rows[odd].shape[0]} numbers, expected "
            f"{rows[0].shape[0]} as in the first row",
            where=f"{path}, row {odd + 1}",
        )
    return np.stack(rows) if rows else np.zeros((0, 0))
