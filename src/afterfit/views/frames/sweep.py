"""Frame of a sweep over networks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from afterfit.results import COST_NAMES, SweepTable
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_sweep(sweep: SweepTable) -> "pl.DataFrame":
    """Return one row a training and variant: its accuracy, the spread of its kind, its costs."""
    columns: dict[str, type] = {"model": str, "variant": str, "split": str, "seed": int,
               "accuracy": float, "accuracy_low": float, "accuracy_high": float, "n": int,
               "accuracy_std": float, "parameters": int, "macs": int}  # fmt: skip
    return make_frame({**columns, **dict.fromkeys(COST_NAMES, float)}, _rows(sweep))


def _rows(sweep: SweepTable) -> Iterator[tuple[Any, ...]]:
    for one in sweep.entries:
        costs = [one.costs.figure(name).typical for name in COST_NAMES]
        for seed, accuracy in zip(one.seeds, one.accuracies, strict=True):
            yield (one.model, one.variant, sweep.split, seed, accuracy.value, accuracy.low,
                   accuracy.high, accuracy.n, one.accuracy_std, one.n_parameters, one.n_macs,
                   *costs)  # fmt: skip
