"""Which recordings the errors come from."""

import re

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.scope import scope_of
from afterfit.records import Predictions
from afterfit.results import FileRow, FileSummary

_DIGITS = re.compile(r"(\d+)")


def summarize_files(predictions: Predictions) -> FileSummary:
    """Return what the samples of each recording were taken for, the worst recording first.

    By falling error rate, then by falling number of errors, then by path, where 2 comes before
    10. A recording whose samples have several true classes is "mixed".
    """
    k = len(predictions.class_names)
    present, row = np.unique(predictions.source, return_inverse=True)
    n_rows = len(present)
    taken_for = np.bincount(row * k + predictions.y_pred, minlength=n_rows * k).reshape(n_rows, k)
    wrong = np.bincount(row[predictions.y_pred != predictions.y_true], minlength=n_rows)
    names = [predictions.source_names[index] for index in present.tolist()]
    order = _worst_first(names, wrong, taken_for.sum(axis=1))
    columns = zip(
        [names[index] for index in order.tolist()],
        _true_classes(predictions, row, order),
        wrong[order].tolist(),
        taken_for[order].tolist(),
        strict=True,
    )
    rows = (FileRow(name, label, sum(p), w, tuple(p)) for name, label, w, p in columns)
    return FileSummary(scope_of(predictions), predictions.class_names, tuple(rows))


def natural_order(path: str) -> tuple[str, str]:
    """Return a sort key by which "file_2" comes before "file_10".

    Examples
    --------
    >>> sorted(["b_10", "b_2", "a_30"], key=natural_order)
    ['a_30', 'b_2', 'b_10']
    """
    return _DIGITS.sub(_with_length, path), path


def _with_length(match: re.Match[str]) -> str:
    # A longer number is a larger one, so its length before it makes plain text order numeric.
    digits = match.group().lstrip("0")
    return f"{len(digits):05}{digits}"


def _worst_first(
    names: list[str], wrong: NDArray[np.int64], totals: NDArray[np.int64]
) -> NDArray[np.int64]:
    by_name = sorted(range(len(names)), key=[natural_order(name) for name in names].__getitem__)
    place = np.empty(len(names), dtype=np.int64)
    place[by_name] = np.arange(len(names))
    return np.lexsort((place, -wrong, -wrong / totals))


def _true_classes(
    predictions: Predictions, row: NDArray[np.int64], order: NDArray[np.int64]
) -> list[str]:
    lowest = np.full(len(order), len(predictions.class_names))
    highest = np.full(len(order), -1)
    np.minimum.at(lowest, row, predictions.y_true)
    np.maximum.at(highest, row, predictions.y_true)
    return [
        predictions.class_names[low] if low == high else "mixed"
        for low, high in zip(lowest[order].tolist(), highest[order].tolist(), strict=True)
    ]
