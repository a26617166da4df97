"""Shards of a small table → records that are counted, and then wanted once more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from afterfit.readers import PredictionTable, Shard, join_rows, read_columns
from afterfit.records import PredictionColumns, Predictions

Rows = Predictions | PredictionColumns


@dataclass(frozen=True, slots=True, eq=False)
class RowsAtHand:
    """Reads shards for an engine, and keeps what it read in this process.

    Another process gets a reader that keeps nothing; its shards are read again here.
    """

    table: PredictionTable
    _parts: dict[Shard, tuple[Rows, ...]] = field(default_factory=dict)

    def __call__(self, shard: Shard) -> tuple[Rows, ...]:
        """Return the predictions of *shard*, one for each variant and split."""
        parts = _reader(self.table)(shard)
        self._parts[shard] = parts
        return parts

    def __reduce__(self) -> tuple[Callable[..., object], tuple[PredictionTable]]:
        return _reader, (self.table,)

    def joined(self) -> tuple[Rows, ...]:
        """Return all rows, one record for each variant and split; they are kept no longer."""
        for shard in self.table.shards:
            if shard not in self._parts:
                self(shard)
        return join_rows(part for shard in self.table.shards for part in self._parts.pop(shard))


def _reader(table: PredictionTable) -> Callable[[Shard], tuple[Rows, ...]]:
    return partial(read_columns, table, by_name=False)
