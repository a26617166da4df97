"""Which recordings the errors come from."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.files import natural_order
from afterfit.results import FileRow, FileSummary
from afterfit.statistics import ClassificationTally, SourceConfusion
from afterfit.statistics.cells import add_at


def summarize_files(observed: Observed) -> FileSummary:
    """Return what the samples of each recording were taken for, the worst recording first.

    By falling error rate, then by falling number of errors, then by path, where 2 comes before
    10. A recording whose samples have several true classes is "mixed". No rows where samples have
    no recording.
    """
    tally = tally_of(observed)
    if not tally.source_names:
        return FileSummary(scope_of(tally), tally.class_names, ())
    taken_for = _taken_for(tally.confusion)
    totals = taken_for.sum(axis=1)
    wrong = totals - _right(tally.confusion)
    order = _worst_first(tally.source_names, wrong, totals)
    columns = zip(
        [tally.source_names[index] for index in order.tolist()],
        _true_classes(tally, order),
        totals[order].tolist(),
        wrong[order].tolist(),
        taken_for[order].tolist(),
        strict=True,
    )
    rows = (FileRow(name, label, n, w, tuple(p)) for name, label, n, w, p in columns)
    return FileSummary(scope_of(tally), tally.class_names, tuple(rows))


def _taken_for(confusion: SourceConfusion) -> NDArray[np.int64]:
    """Return samples by source and predicted class, shape (n_sources, n_classes)."""
    taken = confusion.by_predicted_class
    samples = np.zeros((confusion.n_sources, confusion.n_classes), dtype=np.int64)
    samples[taken.source, taken.group] = taken.totals
    return samples


def _right(confusion: SourceConfusion) -> NDArray[np.int64]:
    """Return right predictions by source, shape (n_sources,)."""
    true = confusion.by_true_class
    return add_at(true.source, true.hits, confusion.n_sources)


def _worst_first(
    names: tuple[str, ...], wrong: NDArray[np.int64], totals: NDArray[np.int64]
) -> NDArray[np.int64]:
    by_name = sorted(range(len(names)), key=[natural_order(name) for name in names].__getitem__)
    place = np.empty(len(names), dtype=np.int64)
    place[by_name] = np.arange(len(names))
    return np.lexsort((place, -wrong, -wrong / totals))


def _true_classes(tally: ClassificationTally, order: NDArray[np.int64]) -> list[str]:
    true = tally.confusion.by_true_class
    lowest = np.full(len(order), tally.confusion.n_classes)
    highest = np.full(len(order), -1)
    np.minimum.at(lowest, true.source, true.group)
    np.maximum.at(highest, true.source, true.group)
    return [
        tally.class_names[low] if low == high else "mixed"
        for low, high in zip(lowest[order].tolist(), highest[order].tolist(), strict=True)
    ]
