"""Rows of values → a frame whose columns have their type, also when there are no rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from afterfit.results import Estimate, Scope

if TYPE_CHECKING:
    import polars as pl

SCOPE = {"variant": str, "split": str}
"""First columns of every frame of one variant on one split: `place`."""
ESTIMATE = {
    "metric": str,
    "value": float,
    "low": float,
    "high": float,
    "n": int,
    "method": str,
}
"""Columns of an estimate: `estimate_cells`."""


def make_frame(columns: Mapping[str, Any], rows: Iterable[Sequence[Any]]) -> "pl.DataFrame":
    """Return a frame of *columns*, name to type; nan, where the data cannot tell, becomes null.

    Examples
    --------
    >>> frame = make_frame({"class": str, "recall": float}, [("idle", 0.5), ("run", float("nan"))])
    >>> frame["recall"].to_list()
    [0.5, None]
    """
    import polars as pl

    frame = pl.DataFrame([tuple(row) for row in rows], schema=dict(columns), orient="row")
    return frame.with_columns(pl.selectors.float().fill_nan(None))


def place(scope: Scope) -> tuple[str, str]:
    """Return the cells of `SCOPE`."""
    return scope.variant, scope.split


def estimate_cells(one: Estimate) -> tuple[str, float, float, float, int, str]:
    """Return the cells of `ESTIMATE`."""
    return one.metric, one.value, one.low, one.high, one.n, one.method
