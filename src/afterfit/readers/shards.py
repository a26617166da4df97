"""Shard of a table → records, one for each variant and split in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.class_names import Labels
from afterfit.readers.memberships import memberships
from afterfit.readers.prediction_table import PredictionTable
from afterfit.readers.row_origins import RowOrigins, sealed
from afterfit.readers.scores import bad_rows, score_matrix, what_is_wrong
from afterfit.readers.table_file import Shard, TableFile
from afterfit.readers.told_names import variants_of_files
from afterfit.records import N_EXAMPLES, NONE_LEFT_OUT, LeftOut, MultilabelPredictions, Predictions
from afterfit.wording import agreeing, counted

if TYPE_CHECKING:
    import polars as pl

Array = TypeVar("Array", bound=NDArray[Any])


def read_shard(table: PredictionTable, shard: Shard) -> tuple[Predictions, ...]:
    """Return the predictions of *shard*, one for each variant and split, in order of appearance.

    Sources are numbered in order of appearance, and a row without an offset has its place in the
    file, so that the same rows give the same records however they are cut into shards.

    Raises
    ------
    InputError
        A label that is no class, a cell of another kind, or scores that are no probabilities
        (unless they are to be dropped); the message names file and row.
    """
    return predictions_in(table, shard, table.rows(shard, table.columns.names))


def predictions_in(
    table: PredictionTable, shard: Shard, rows: "pl.DataFrame"
) -> tuple[Predictions, ...]:
    """Return the predictions of *rows*, which are those of *shard*; see `read_shard`."""
    return tuple(predictions for predictions, _ in predictions_with_rows(table, shard, rows))


def predictions_with_rows(
    table: PredictionTable, shard: Shard, rows: "pl.DataFrame"
) -> "Iterator[tuple[Predictions, pl.DataFrame]]":
    """Give the same predictions, each with the rows that they were made of."""
    labels = labels_of(table)
    part = _Part.of(table, shard, rows)
    y_true = labels.codes(part.rows[labels.column], part.origins.place, np.int64)
    for group in part.groups():
        predictions = Predictions(
            class_names=table.class_names,
            y_true=_taken(y_true, group.rows),
            scores=_taken(part.scores, group.rows),
            has_scores=table.columns.scores is not None and part.file.notes.has_scores,
            variant=group.variant,
            split=group.split,
            left_out=group.left_out,
            **part.origins.of(group.rows),
        )
        yield predictions, part.rows if group.rows is None else part.rows[group.rows]


def read_multilabel_shard(
    table: PredictionTable, shard: Shard
) -> tuple[MultilabelPredictions, ...]:
    """Return the multi-label predictions of *shard*; see `read_shard`."""
    if table.options.task != "multilabel":
        raise InputError("the table was opened as classification; open it with task='multilabel'")
    part = _Part.of(table, shard, table.rows(shard, table.columns.names))
    y_true = memberships(part.rows, table.columns.label, table.class_names, part.origins.place)
    return tuple(
        MultilabelPredictions(
            class_names=table.class_names,
            y_true=_taken(y_true, group.rows),
            scores=_taken(part.scores, group.rows),
            variant=group.variant,
            split=group.split,
            left_out=group.left_out,
            **part.origins.of(group.rows),
        )
        for group in part.groups()
    )


def labels_of(table: PredictionTable) -> Labels:
    """Return how the one class of each row is written."""
    if table.labels is None:
        raise InputError("the table was opened as multilabel; read it with read_multilabel")
    return table.labels


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    variant: str
    split: str
    rows: NDArray[np.int64] | None
    """Rows of the part; None for all of them."""
    left_out: LeftOut


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The rows of one shard whose scores can be used."""

    table: PredictionTable
    file: TableFile
    default_variant: str
    called: str
    """What the variant in `only` is called."""
    only: str | None
    """The variant whose rows count; None for all."""
    rows: "pl.DataFrame"
    origins: RowOrigins
    scores: NDArray[np.float64]
    bad: "pl.DataFrame"
    """Rows that were dropped."""
    complaints: Callable[[NDArray[np.int64]], tuple[str, ...]]
    """File, row and reason of the first few of these dropped rows."""
    left_out_before: LeftOut
    """Rows that the writer of the file had left out already; told once, with its first rows."""

    @classmethod
    def of(cls, table: PredictionTable, shard: Shard, rows: "pl.DataFrame") -> Self:
        task = table.options.task
        file = table.files[shard.file]
        numbers = np.arange(shard.first_row, shard.first_row + len(rows))
        scores = _scores(table, rows, file, shard)
        bad = bad_rows(scores, task)

        def complaints(places: NDArray[np.int64]) -> tuple[str, ...]:
            return tuple(
                f"{file.place(shard.first_row + row)}: {what_is_wrong(scores[row], task)}"
                for row in bad[places[:N_EXAMPLES]].tolist()
            )

        if len(bad) and table.options.on_bad_rows == "error":
            raise _bad_rows_error(complaints(np.arange(len(bad))), len(bad), len(rows), table)
        fine = np.delete(np.arange(len(rows)), bad) if len(bad) else None
        kept = rows if fine is None else rows[fine]
        return cls(
            table=table,
            file=file,
            default_variant=_default_variant(table, shard),
            called=table.variants[shard.file],
            only=table.only[shard.file] if table.only else None,
            rows=kept,
            origins=RowOrigins(table, file, kept, numbers if fine is None else numbers[fine]),
            scores=scores if fine is None else scores[fine],
            bad=rows[bad],
            complaints=complaints,
            left_out_before=left_out_before(file, shard),
        )

    def groups(self) -> list[_Group]:
        """Return the rows of each variant and split; all rows at once in the usual case."""
        there, gone = self._keys(self.rows), self._keys(self.bad)
        left_out = {key: LeftOut(len(rows), self.complaints(rows)) for key, rows in gone.items()}
        none = np.zeros(0, dtype=np.int64)
        wanted = (key for key in (*there, *(key for key in gone if key not in there)))
        return [
            _Group(
                self._named(key[0]),
                key[1],
                rows=None if len(there) == 1 and key in there else there.get(key, none),
                left_out=self.left_out_before + left_out.get(key, NONE_LEFT_OUT),
            )
            for key in wanted
            if self._counts(key[0])
        ]

    def _counts(self, variant: str) -> bool:
        return self.only is None or variant == self.only

    def _named(self, variant: str) -> str:
        return variant if self.only is None else self.called

    def _keys(self, rows: "pl.DataFrame") -> dict[tuple[str, str], NDArray[np.int64]]:
        """Return the places of the rows of each variant and split, in order of appearance."""
        import polars as pl

        if not len(rows):
            return {}
        columns, options = self.table.columns, self.table.options
        variant = word_of(columns.variant, options.variant_name, self.default_variant)
        split = word_of(columns.split, options.split_name, self.table.split_of(self.file))
        if variant[0] is split[0] is None:
            return {(variant[1], split[1]): np.arange(len(rows))}
        keys = rows.select(
            _column(*variant).alias("variant"),
            _column(*split).alias("split"),
            pl.int_range(pl.len()).alias("row"),
        )
        grouped = keys.group_by("variant", "split", maintain_order=True).agg("row")
        words = zip(grouped["variant"], grouped["split"], strict=True)
        return dict(zip(words, (row.to_numpy() for row in grouped["row"]), strict=True))


def _default_variant(table: PredictionTable, shard: Shard) -> str:
    """Return the variant of rows whose column does not tell it; by the file's own word if asked."""
    if not table.only:
        return table.variants[shard.file]
    return variants_of_files([table.files[shard.file]], table.options)[0]


def _scores(
    table: PredictionTable, rows: "pl.DataFrame", file: TableFile, shard: Shard
) -> NDArray[np.float64]:
    """Return the scores of all rows; 1 for the predicted class where there are none."""

    def place(row: int) -> str:
        return file.place(shard.first_row + row)

    k = len(table.class_names)
    if table.columns.scores is not None:
        return score_matrix(rows, table.columns.scores, k, table.options, place)
    if table.predictions is None:
        raise InputError("the table has neither scores nor predicted classes")
    scores = np.zeros((len(rows), k))
    codes = table.predictions.codes(rows[table.predictions.column], place, np.int64)
    scores[np.arange(len(rows)), codes] = 1
    return scores


def _bad_rows_error(
    complaints: tuple[str, ...], n_bad: int, n_rows: int, table: PredictionTable
) -> InputError:
    first = "\n".join(f"  {complaint}" for complaint in complaints)
    kinds = {
        "probabilities": "; if they are no probabilities pass --scores-are logits, or weights to "
        "divide each row by its sum",
        "logits": "",
        "weights": "",
    }
    return InputError(
        f"{n_bad:,} of {counted(n_rows, 'row')} {agreeing(n_bad, 'holds', 'hold')} no "
        f"probabilities{kinds[table.options.score_kind]}; to "
        f"leave such rows out, counted and named, pass --on-bad-rows drop\n{first}"
    )


def left_out_before(file: TableFile, shard: Shard) -> LeftOut:
    """Return what the writer of the file had left out; told once, with its first rows."""
    return NONE_LEFT_OUT if shard.first_row else file.notes.left_out


def word_of(column: str | None, given: str | None, default: str) -> tuple[str | None, str]:
    """Return the column that tells the word, or None, and the word to use without it."""
    return (None, given) if given is not None else (column, default)


def _column(name: str | None, word: str) -> "pl.Expr":
    import polars as pl

    if name is None:
        return pl.lit(word)
    return pl.col(name).cast(pl.String).fill_null(word)


def _taken(values: Array, rows: NDArray[np.int64] | None) -> Array:
    """Return the rows of *values*, read-only where nobody else can write to them."""
    return cast("Array", sealed(values if rows is None else values[rows]))
