"""Frame of a sweep over networks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from afterfit.results import COST_NAMES, SweepTable
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_sweep(sweep: SweepTable) -> "pl.DataFrame":
    """Return one row a training, variant and metric: its value, the spread of its kind, costs."""
    columns: dict[str, type] = {"model": str, "variant": str, "split": str, "seed": int,
               "metric": str, "value": float, "low": float, "high": float, "n": int,
               "std": float, "parameters": int, "macs": int}  # fmt: skip
    return make_frame({**columns, **dict.fromkeys(COST_NAMES, float)}, _rows(sweep))


def _rows(sweep: SweepTable) -> Iterator[tuple[Any, ...]]:
    for one in sweep.entries:
        costs = [one.costs.figure(name).typical for name in COST_NAMES]
        for metric in one.metrics:
            for seed, told in zip(one.seeds, metric.each, strict=True):
                yield (one.model, one.variant, sweep.split, seed, told.metric, told.value,
                       told.low, told.high, told.n, metric.std, one.n_parameters, one.n_macs,
                       *costs)  # fmt: skip
