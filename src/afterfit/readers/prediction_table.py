"""Files of predictions → one table whose rows are read shard by shard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from afterfit.errors import InputError
from afterfit.readers import csv_table, ndjson_table, npz_table, parquet_table
from afterfit.readers.class_names import (
    MOST_CLASSES,
    Labels,
    are_words,
    check_class_names,
    in_order,
    is_numbered,
    kind_of_labels,
    label_texts,
    noted_class_names,
    settle_class_names,
)
from afterfit.readers.columns import Columns, find_columns
from afterfit.readers.prediction_files import SUFFIXES, find_prediction_files
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.table_file import Shard, TableFile, TableFormat, readable
from afterfit.readers.told_names import split_of_file, variants_of_files

if TYPE_CHECKING:
    import polars as pl

_FORMATS: dict[str, TableFormat] = {
    "CSV": csv_table,
    "NDJSON": ndjson_table,
    "NPZ": npz_table,
    "Parquet": parquet_table,
}


@dataclass(frozen=True, slots=True)
class PredictionTable:
    """All that is known of files of predictions before their rows are read; can be pickled."""

    files: tuple[TableFile, ...]
    shards: tuple[Shard, ...]
    """Cover all rows of all files once, in order."""
    columns: Columns
    options: ReadOptions
    class_names: tuple[str, ...]
    labels: Labels | None
    """How the true classes are written; None in multi-label data."""
    predictions: Labels | None
    """How the predicted classes are written; None where there are scores."""
    variants: tuple[str, ...]
    """Name of the variant of each file, where no column tells it."""
    only: tuple[str | None, ...] = ()
    """The one variant of each file whose rows count, by the file's own word; it is then called as
    `variants` says. None, or nothing at all, for all rows."""

    @property
    def n_rows(self) -> int:
        """Rows of all files."""
        return sum(shard.n_rows for shard in self.shards)

    def rows(self, shard: Shard, wanted: tuple[str, ...]) -> "pl.DataFrame":
        """Return the *wanted* columns of the rows of *shard*."""
        file = self.files[shard.file]
        return format_of(file.path).rows(file, shard, self.columns, wanted)

    def split_of(self, file: TableFile) -> str:
        """Return the split of a file, where no column tells it."""
        return split_of_file(file, self.options)


def format_of(path: Path) -> TableFormat:
    """Return what reads the files of this suffix."""
    return _FORMATS[SUFFIXES[path.suffix.lower()]]


def open_predictions(
    paths: str | Path | Sequence[str | Path],
    options: ReadOptions | None = None,
    rows_per_shard: int | None = None,
) -> PredictionTable:
    """Find files of predictions, what their columns mean, and where their rows are.

    Column names, the first rows and the number of rows are read; text files are passed over once
    to find their rows, and all labels are read only where nothing else names the classes.

    Parameters
    ----------
    paths : path, glob or folder, or several
        Parquet, CSV, NDJSON or NPZ, all of one format and with the same columns.
    options : ReadOptions, optional
        What the names of the columns do not say.
    rows_per_shard : int, optional
        Rows that are in memory at once; else as many as make 64 MB of scores.

    Raises
    ------
    InputError
        Files, columns or classes that are missing or can be understood in two ways.
    """
    options = options or ReadOptions()
    given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    if rows_per_shard is not None and rows_per_shard < 1:
        raise InputError(f"rows_per_shard must be at least 1, got {rows_per_shard}")
    looks = [format_of(path).look(path, options) for path in find_prediction_files(given)]
    files = tuple(file for file, _ in looks)
    columns = _found_columns(files, options)
    shards = tuple(
        shard
        for index, file in enumerate(files)
        for shard in format_of(file.path).cut(file, index, rows_per_shard)
    )
    if not shards:
        raise InputError("no rows: there are columns but no predictions", where=_all_names(files))
    samples = (_collected(file, sample) for file, sample in looks)
    sample = next(sample for sample in samples if len(sample))
    return _Opening(files, shards, columns, options, sample).table()


def _collected(file: TableFile, sample: "pl.DataFrame | pl.LazyFrame") -> "pl.DataFrame":
    with readable(file.path, SUFFIXES[file.path.suffix.lower()]):
        return sample.lazy().collect()


@dataclass(frozen=True, slots=True)
class _Opening:
    """What `open_predictions` knows on its way to a table."""

    files: tuple[TableFile, ...]
    shards: tuple[Shard, ...]
    columns: Columns
    options: ReadOptions
    sample: "pl.DataFrame"
    """First rows of the first file that has any."""

    def table(self) -> PredictionTable:
        single = self.options.task == "classification"
        written = (self.columns.label[0], self.columns.prediction) if single else ()
        words = {name: self._first_labels(name) for name in written if name is not None}
        class_names = self._class_names(words)
        labels = {
            name: Labels(name, class_names, kind_of_labels(class_names, texts))
            for name, texts in words.items()
        }
        return PredictionTable(
            files=self.files,
            shards=self.shards,
            columns=self._in_order_of(class_names),
            options=self.options,
            class_names=class_names,
            labels=labels.get(self.columns.label[0]) if single else None,
            predictions=labels.get(self.columns.prediction or ""),
            variants=variants_of_files(self.files, self.options),
        )

    def _class_names(self, words: dict[str, list[str]]) -> tuple[str, ...]:
        n_scores = self._n_scores()
        names = self.options.classes or noted_class_names(self.files)
        if names is None:
            word = any(map(are_words, words.values())) or self._has_lists_of_words()
            names = settle_class_names(self.columns, n_scores, word, self._vocabulary)
        check_class_names(names, n_scores)
        return names

    def _n_scores(self) -> int | None:
        scores = self.columns.scores
        if scores is None:
            return None
        if scores.form == "one a class":
            return len(scores.columns)
        if scores.form == "positive class":
            return 2 if self.options.task == "classification" else 1
        first = self.sample[scores.columns[0]].drop_nulls().head(1)
        return len(first[0]) if len(first) else 0

    def _first_labels(self, name: str) -> list[str]:
        texts = label_texts(self.sample[name], name, self.files[0].place)
        return texts.unique().drop_nulls().to_list()

    def _has_lists_of_words(self) -> bool:
        import polars as pl

        kind = self.sample.schema[self.columns.label[0]]
        return isinstance(kind, pl.List) and kind.inner == pl.String

    def _vocabulary(self) -> tuple[str, ...]:
        """Return all labels, and predicted labels, that there are; one pass over these columns."""
        extra = (self.columns.prediction,) if self.columns.prediction else ()
        wanted = (*self.columns.label, *extra)
        found: set[str] = set()
        for shard in self.shards:
            file = self.files[shard.file]
            table = format_of(file.path).rows(file, shard, self.columns, wanted)
            for name in wanted:
                found |= _different_labels(table[name], name, file)
            if len(found) > MOST_CLASSES:
                raise InputError(
                    f"column {wanted[0]!r} holds more than {MOST_CLASSES} different values; "
                    "if it is not the label, say which column is with --label",
                    where=str(file.path),
                )
        return in_order(found)

    def _in_order_of(self, class_names: tuple[str, ...]) -> Columns:
        """Return the columns with those of scores and labels in the order of their classes."""
        scores = self.columns.scores
        if scores is not None:
            order = _order(scores.suffixes, class_names, self.files[0].notes.class_names)
            scores = replace(
                scores,
                columns=tuple(scores.columns[place] for place in order) or scores.columns,
            )
        order = _order(self.columns.label_suffixes, class_names, None)
        label = tuple(self.columns.label[place] for place in order) or self.columns.label
        return replace(self.columns, scores=scores, label=label)


def _different_labels(values: "pl.Series", name: str, file: TableFile) -> set[str]:
    if values.dtype.is_nested():
        values = values.explode()
    return set(label_texts(values, name, file.place).unique().drop_nulls().to_list())


def _order(
    suffixes: tuple[str, ...], class_names: tuple[str, ...], noted: tuple[str, ...] | None
) -> tuple[int, ...]:
    """Return the places of *suffixes* in the order of the classes that they name.

    Numbers name places, and stay as they are, unless the file notes them as its classes.
    """
    if sorted(suffixes) != sorted(class_names) or (is_numbered(suffixes) and noted is None):
        return tuple(range(len(suffixes)))
    place = {suffix: index for index, suffix in enumerate(suffixes)}
    return tuple(place[name] for name in class_names)


def _found_columns(files: tuple[TableFile, ...], options: ReadOptions) -> Columns:
    """Return what the columns mean; columns that mean nothing here may differ between files."""
    first = files[0]
    found = find_columns(first.columns, first.lists, options, str(first.path))
    for file in files:
        if (file.columns, file.lists) == (first.columns, first.lists):
            continue
        here = find_columns(file.columns, file.lists, options, str(file.path))
        differ = sorted(set(found.names) ^ set(here.names))
        if differ:
            raise InputError(
                f"files of one table have the same columns, but {', '.join(differ[:10])} "
                f"{'is' if len(differ) == 1 else 'are'} in only one of {first.path} and {file.path}"
            )
        lists = sorted((first.lists ^ file.lists) & set(found.names))
        if lists:
            raise InputError(
                f"column {lists[0]!r} holds lists in only one of {first.path} and {file.path}"
            )
    return found


def _all_names(files: tuple[TableFile, ...]) -> str:
    return ", ".join(str(file.path) for file in files[:5]) + (", …" if len(files) > 5 else "")
