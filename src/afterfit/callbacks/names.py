"""Names that frameworks give to losses and metrics → columns of history.csv."""

from collections.abc import Mapping
from typing import Any

from afterfit.readers.training_logs import words_of

_SAME = {"acc": "accuracy", "valid": "val", "validation": "val", "training": "train"}
_SPLITS = frozenset({"train", "val"})


def history_name(name: str) -> str:
    """Return the column for a value that a framework calls *name*.

    A name without a split is one of training, as Keras has it.

    Examples
    --------
    >>> history_name("val_acc"), history_name("loss"), history_name("train_loss_epoch")
    ('val_accuracy', 'train_loss', 'train_loss')
    >>> history_name("lr"), history_name("val/f1")
    ('learning_rate', 'val_f1')
    """
    words = [_SAME.get(word, word) for word in words_of(name)]
    if words in (["lr"], ["learning", "rate"]):
        return "learning_rate"
    split = next((word for word in words if word in _SPLITS), "train")
    rest = [word for word in words if word not in _SPLITS]
    if rest[-1:] == ["epoch"]:
        rest.pop()
    return "_".join([split, *rest])


def history_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return *values* by the names of columns; two that share a column keep their own names."""
    columns: dict[str, list[str]] = {}
    for name in values:
        columns.setdefault(history_name(name), []).append(name)
    return {
        (column if len(names) == 1 else name): values[name]
        for column, names in columns.items()
        for name in names
    }
