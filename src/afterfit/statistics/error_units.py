"""What is drawn again when errors are resampled: recordings, samples, or stretches of a series."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.bootstrap import FEWEST_UNITS, Resampling
from afterfit.statistics.dealt_groups import deal

_MOST_BLOCKS = 50
_FEWEST_ROWS_A_BLOCK = 2


class _Sourced(Protocol):
    @property
    def source(self) -> NDArray[np.int64]: ...
    @property
    def source_names(self) -> tuple[str, ...]: ...
    @property
    def offset(self) -> NDArray[np.int64]: ...
    @property
    def has_sources(self) -> bool: ...


@dataclass(frozen=True, slots=True, eq=False)
class ErrorUnits:
    """The unit of each sample, and a thousand draws of the units."""

    unit: NDArray[np.int64]
    """Unit of each sample, shape (n_samples,)."""
    weights: NDArray[np.float64]
    """Times each unit was drawn, shape (n_replicates, n_units)."""
    n_sources: int
    """Recordings with samples; as many as samples where no recording is known."""
    method: str
    """What an estimate says of its interval."""

    @property
    def n_units(self) -> int:
        """Units that are drawn."""
        return int(self.weights.shape[1])


def units_of(record: _Sourced, n_steps: int = 0) -> ErrorUnits:
    """Return what is resampled of *record*.

    Recordings where there are at least five; samples where no recording is known. Of forecasts
    (*n_steps* > 0) from fewer recordings, stretches of neighbouring samples, each longer than
    the horizon, since neighbours share most of what came.

    References
    ----------
    Künsch (1989), The Annals of Statistics 17(3), 1217-1241: blocks of a series.
    """
    n = len(record.offset)
    seen, source = np.unique(record.source, return_inverse=True)
    n_sources = len(seen) if record.has_sources else n
    if n_steps and len(seen) < FEWEST_UNITS:
        return _drawn(_blocks(record, n_steps), n_sources, "bootstrap, blocks")
    if record.has_sources:
        method = "bootstrap, clustered" if n_sources < n else "bootstrap"
        return _drawn(source.astype(np.int64), n_sources, method)
    return _drawn(deal(record.offset), n_sources, "bootstrap")


def _drawn(group: NDArray[np.int64], n_sources: int, method: str) -> ErrorUnits:
    present = np.bincount(group) > 0 if len(group) else np.zeros(0, dtype=np.bool_)
    resampling = Resampling.of_sources(present)
    return ErrorUnits(resampling.unit[group], resampling.weights, n_sources, method)


def _blocks(record: _Sourced, n_steps: int) -> NDArray[np.int64]:
    """Return the stretch that each sample lies in; none reaches over two recordings."""
    n = len(record.offset)
    order = np.lexsort((record.offset, record.source))
    length = max(n_steps + 1, _FEWEST_ROWS_A_BLOCK, -(-n // _MOST_BLOCKS))
    sources = record.source[order]
    starts = np.flatnonzero(np.diff(sources, prepend=-1))
    place = np.arange(n) - np.repeat(starts, np.diff(np.append(starts, n)))
    block = np.empty(n, dtype=np.int64)
    fresh = (place % length == 0).astype(np.int64)
    block[order] = np.cumsum(fresh) - 1
    return block
