"""Names of the classes, and labels as indices into them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.columns import Columns
from afterfit.readers.table_file import TableFile
from afterfit.wording import agreeing, counted

if TYPE_CHECKING:
    import polars as pl

MOST_CLASSES = 10_000
"""Different labels beyond which a column is taken for something else than a label."""

Code = TypeVar("Code", bound=np.signedinteger[Any])
LabelKind = Literal["names", "indices"]


@dataclass(frozen=True, slots=True)
class Labels:
    """How one column of labels is to be understood."""

    column: str
    class_names: tuple[str, ...]
    kind: LabelKind
    """Whether the column holds the names of classes or their places."""

    def codes(
        self, values: "pl.Series", place: Callable[[int], str], kind: type[Code]
    ) -> NDArray[Code]:
        """Return the class index of each of *values*; *place* names a row for a message.

        Numbers of that *kind* are not copied.

        Raises
        ------
        InputError
            An empty cell, or a label that is no class.
        """
        if self.kind == "indices" and values.dtype.is_integer() and not values.null_count():
            codes = values.to_numpy()
        else:
            codes = self._codes_of_texts(label_texts(values, self.column, place), place)
        k = len(self.class_names)
        if len(codes) and (codes.min() < 0 or codes.max() >= k):
            row = int(((codes < 0) | (codes >= k)).argmax())
            raise InputError(self._complaint(values[row]), where=place(row))
        return codes.astype(kind, copy=False)

    def _codes_of_texts(self, texts: "pl.Series", place: Callable[[int], str]) -> NDArray[np.int64]:
        import polars as pl

        known = {name: index for index, name in enumerate(self._words())}
        present = texts.unique().drop_nulls().to_list()
        codes = [known.get(text, known.get(re.sub(r"\.0+$", "", text), -1)) for text in present]
        found = texts.replace_strict(present, codes, default=-1, return_dtype=pl.Int64)
        return found.fill_null(-1).to_numpy()

    def _words(self) -> Iterable[str]:
        return self.class_names if self.kind == "names" else map(str, range(len(self.class_names)))

    def _complaint(self, value: object) -> str:
        if value is None:
            return f"column {self.column!r} is empty; each row needs a label"
        if self.kind == "indices":
            return (
                f"column {self.column!r} must hold indices from 0 to {len(self.class_names) - 1}, "
                f"got {value!r}; name the classes with --classes"
            )
        hint = did_you_mean(str(value), self.class_names[:1000])
        shown = ", ".join(self.class_names[:10]) + (", …" if len(self.class_names) > 10 else "")
        return f"column {self.column!r} holds {value!r}, which is none of the classes {shown}{hint}"


def label_texts(values: "pl.Series", column: str, place: Callable[[int], str]) -> "pl.Series":
    """Return labels as text: whole numbers without a point, true and false as 1 and 0."""
    import polars as pl

    if values.dtype.is_nested():
        raise InputError(
            f"column {column!r} holds lists, a label is one value; for several classes a sample "
            "pass --task multilabel, for one-hot rows write their argmax",
            where=place(0),
        )
    if values.dtype.is_float():
        return values.cast(pl.String)
    if values.dtype == pl.Boolean:
        values = values.cast(pl.Int64)
    return values.cast(pl.String)


def kind_of_labels(class_names: Sequence[str], texts: Iterable[str]) -> LabelKind:
    """Return whether labels are names or indices, by the classes and the first of the labels.

    Classes "0", "1", … are their own indices. Where all class names are other numbers, labels are
    names. Else the first labels decide: whole numbers are indices.

    Examples
    --------
    >>> kind_of_labels(("cat", "dog"), ["1", "0"])
    'indices'
    >>> kind_of_labels(("1", "2"), ["1"])
    'names'
    """
    if all(_is_whole(name) for name in class_names):
        in_place = tuple(class_names) == tuple(map(str, range(len(class_names))))
        return "indices" if in_place else "names"
    known = set(class_names)
    seen = set(texts)
    return "names" if seen & known or are_words(seen) else "indices"


def are_words(labels: Iterable[str]) -> bool:
    """Return whether any label is something else than a whole number."""
    return not all(_is_whole(label) for label in labels)


def settle_class_names(
    columns: Columns,
    n_scores: int | None,
    label_is_word: bool,
    vocabulary: Callable[[], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the names of the classes by the names of the columns, or else by the labels.

    Parameters
    ----------
    columns : Columns
        Where scores and labels are.
    n_scores : int or None
        How many scores a row has; 2 where one column is the probability of the second class; None
        where there are only predicted classes.
    label_is_word : bool
        Whether the first labels are something else than whole numbers.
    vocabulary : function
        Reads all labels and returns the different ones, in order; called only where needed.

    Raises
    ------
    InputError
        When the labels are not as many as the scores.
    """
    suffixes = columns.scores.suffixes if columns.scores else ()
    for names in (suffixes, columns.label_suffixes):
        if names and not is_numbered(names):
            return names
    if n_scores is None:
        return vocabulary()
    if not label_is_word:
        return suffixes or tuple(map(str, range(n_scores)))
    names = vocabulary()
    if len(names) != n_scores:
        raise InputError(
            f"there are {n_scores} scores a row but {len(names)} different labels "
            f"({', '.join(names[:10])}{', …' if len(names) > 10 else ''}); "
            "say which class each score belongs to with --classes",
        )
    return names


def noted_class_names(files: Sequence[TableFile]) -> tuple[str, ...] | None:
    """Return the classes that all files note; None where they note none."""
    first = files[0]
    for file in files:
        if file.notes.class_names != first.notes.class_names:
            one, other = (", ".join(f.notes.class_names or ("none",)) for f in (first, file))
            raise InputError(
                f"one table has one set of classes, but {first.path} names {one} and "
                f"{file.path} names {other}"
            )
    return first.notes.class_names


def check_class_names(names: tuple[str, ...], n_scores: int | None) -> None:
    """Raise an `InputError` for names that are none, not different, or not one a score."""
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        raise InputError(f"class {twice!r} is there twice; names must differ")
    if not names:
        raise InputError("there are no classes: no row has a label")
    if n_scores is not None and len(names) != n_scores:
        told = counted(len(names), "class", "classes")
        raise InputError(
            f"{told} {agreeing(len(names), 'was', 'were')} named ({', '.join(names[:10])}), but "
            f"each row has {counted(n_scores, 'score')}; --classes must name one for each"
        )


def is_numbered(suffixes: tuple[str, ...]) -> bool:
    """Return whether columns are numbered, from 0 or 1 on, and name no classes."""
    k = len(suffixes)
    return suffixes in (tuple(map(str, range(k))), tuple(map(str, range(1, k + 1))))


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    """Return different labels in order: by number where all are whole numbers, else as text.

    Examples
    --------
    >>> in_order({"10", "9"}), in_order({"dog", "10", "cat"})
    (('9', '10'), ('10', 'cat', 'dog'))
    """
    different = {re.sub(r"^(-?[0-9]+)\.0+$", r"\1", word) for word in words}
    if all(_is_whole(word) for word in different):
        return tuple(sorted(different, key=int))
    return tuple(sorted(different))


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.0+)?", text) is not None
