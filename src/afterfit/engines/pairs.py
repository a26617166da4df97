"""Two models on the same samples, compared as their rows stream by."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.statistics import PairedTally


def tally_pairs(
    reference: Iterable[Predictions], candidate: Iterable[Predictions]
) -> PairedTally | None:
    """Return how two models differ on the same samples; None where there are none.

    Rows are paired in order, however each side is cut (`TallyJob.batches`), so one batch of each
    side is in memory at a time.

    Raises
    ------
    InputError
        At the first row where the samples are not the same, or when one side ends early.
    """
    total: PairedTally | None = None
    n_rows = 0
    for one, other in _in_step(iter(reference), iter(candidate)):
        pairs = PairedTally.of(one, other, first_row=n_rows)
        total = pairs if total is None else total + pairs
        n_rows += len(one)
    return total


def _in_step(
    reference: Iterator[Predictions], candidate: Iterator[Predictions]
) -> Iterator[tuple[Predictions, Predictions]]:
    one, other = _next(reference), _next(candidate)
    n_rows = 0
    while one is not None and other is not None:
        n = min(len(one), len(other))
        yield _rows(one, slice(n)), _rows(other, slice(n))
        n_rows += n
        one = _rows(one, slice(n, None)) if n < len(one) else _next(reference)
        other = _rows(other, slice(n, None)) if n < len(other) else _next(candidate)
    if one is not None or other is not None:
        shorter = "candidate" if other is None else "reference"
        raise InputError(
            f"two models can be compared only on the same samples, but the {shorter} has "
            f"{n_rows} rows and the other has more; test both models on the same data"
        )


def _rows(batch: Predictions, rows: slice) -> Predictions:
    return replace(
        batch,
        y_true=batch.y_true[rows],
        scores=batch.scores[rows],
        source=batch.source[rows],
        offset=batch.offset[rows],
    )


def _next(batches: Iterator[Predictions]) -> Predictions | None:
    return next((batch for batch in batches if len(batch)), None)
