"""A file of predictions → the variants that it states, before its rows are analysed."""

from pathlib import Path

from afterfit.readers.columns import find_columns
from afterfit.readers.prediction_files import find_prediction_files
from afterfit.readers.prediction_table import format_of
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import TableFile
from afterfit.readers.told_names import variants_of_files


def look_at_predictions(path: Path, options: ReadOptions) -> TableFile:
    """Return what is known of one file before its rows are read.

    Raises
    ------
    InputError
        When the file is not there or cannot be read.
    """
    (file,) = find_prediction_files([path])
    return format_of(file).look(file, options)[0]


def variants_of_table(path: Path, options: ReadOptions) -> tuple[str, ...]:
    """Return the variants in a file of classifications: of its column, its metadata, or its name.

    Raises
    ------
    InputError
        When the file, or its columns, cannot be read.
    """
    import polars as pl

    file = look_at_predictions(path, options)
    (default,) = variants_of_files([file], options)
    columns = find_columns(file.columns, file.lists, options, str(path))
    if columns.variant is None or options.variant_name is not None:
        return (default,)
    found: dict[str, None] = {}
    for shard in format_of(file.path).cut(file, 0, None):
        rows = format_of(file.path).rows(file, shard, columns, (columns.variant,))
        words = rows[columns.variant].cast(pl.String).fill_null(default)
        found |= dict.fromkeys(words.unique(maintain_order=True).to_list())
    return tuple(found) or (default,)
