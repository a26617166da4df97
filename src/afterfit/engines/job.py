"""What there is to count, for whoever counts it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import accumulate
from operator import add
from typing import Any, Generic, Protocol, Self, TypeVar

from afterfit.statistics import TallySettings

Key = tuple[str, str]
"""Variant and split."""


class Tally(Protocol):
    """What is counted of one variant on one split; batches of it add."""

    @property
    def variant(self) -> str:
        """Which form of the model."""

    @property
    def split(self) -> str:
        """Which part of the data."""

    def __add__(self, other: Self) -> Self:
        """Return the tally of both."""


class Batch(Protocol):
    """Rows of one variant on one split."""

    @property
    def variant(self) -> str:
        """Which form of the model."""

    @property
    def split(self) -> str:
        """Which part of the data."""


B = TypeVar("B", bound=Batch)
T = TypeVar("T", bound=Tally)
Count = Callable[[B, TallySettings, int], T]
"""Batch, what to keep, number of its first row → its tally."""
Tallies = dict[Key, T]


class Shard(Protocol):
    """Consecutive rows of a table that are read at once; `afterfit.readers.Shard` is one."""

    @property
    def n_rows(self) -> int:
        """Rows of the shard."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A shard, and its place in the table."""

    shard: Shard
    first_row: int
    """Rows of the table before it."""


def no_counter(batch: Any, settings: TallySettings) -> None:
    """Say that each batch is tallied alone."""


class Counter(Protocol):
    """Counts many batches of one variant on one split into tables of its own."""

    def counts(self, batch: Any) -> bool:
        """Return whether a batch is of the kind that it counts."""

    def take(self, rows: Any, first_row: int) -> None:
        """Count one more batch, which was read from the table from *first_row* on."""

    def absorb(self, other: Self) -> None:
        """Add what another counter of such batches has counted."""

    def tally(self) -> Any:
        """Return the tally of all batches so far."""


@dataclass(frozen=True, slots=True)
class TallyJob(Generic[B, T]):
    """A table of predictions to pass over once.

    Engines send it to other processes, so its parts must be such that can be pickled.
    """

    shards: tuple[Shard, ...]
    """All rows of the table once, in order."""
    read: Callable[[Any], Iterable[B]]
    """Shard → its predictions, one for each variant and split in it."""
    settings: TallySettings
    """What to keep, settled by the size of the whole table."""
    tally: Count[B, T]
    """What counts a batch; a function of a module."""
    counter: Callable[[B, TallySettings], Counter | None] = no_counter
    """What counts batches like this one together; None where each is tallied alone, and added."""
    in_threads: bool = False
    """Whether most of the work lets go of the interpreter's lock, so that threads share it."""

    @property
    def n_rows(self) -> int:
        """Rows of the table."""
        return sum(shard.n_rows for shard in self.shards)

    def pieces(self) -> list[Piece]:
        """Return all shards with their places."""
        starts = accumulate((shard.n_rows for shard in self.shards), initial=0)
        return [Piece(*placed) for placed in zip(self.shards, starts, strict=False)]

    @property
    def count(self) -> Callable[[Piece], Tallies[T]]:
        """What counts one piece; it carries no more than it needs to another process."""
        return partial(count_piece, self.read, self.tally, self.settings)

    def batches(self, key: Key) -> Iterator[B]:
        """Read the predictions of one variant and split, in order, a shard at a time."""
        for shard in self.shards:
            yield from (part for part in self.read(shard) if (part.variant, part.split) == key)


def count_piece(
    read: Callable[[Any], Iterable[B]], tally: Count[B, T], settings: TallySettings, piece: Piece
) -> Tallies[T]:
    """Read and count one piece."""
    parts = (tally(part, settings, piece.first_row) for part in read(piece.shard))
    return reduce(add_tallies, ({(part.variant, part.split): part} for part in parts), {})


def add_tallies(one: Tallies[T], other: Tallies[T]) -> Tallies[T]:
    """Return the sums by variant and split, in the order of their names."""
    keys = sorted({*one, *other})
    return {key: _sum([part[key] for part in (one, other) if key in part]) for key in keys}


def _sum(tallies: Sequence[T]) -> T:
    return reduce(add, tallies)


@dataclass(slots=True)
class GrowingSum(Generic[T]):
    """Tallies that come one after another, added in pairs of like size as a binary counter does.

    A long sum is thus not copied for each piece; the order makes no difference to the result.
    """

    _sums: dict[int, Tallies[T]] = field(default_factory=dict)
    """Sum of 2^level pieces, by level."""

    def take(self, tallies: Tallies[T]) -> None:
        """Add the tallies of one more piece."""
        level = 0
        while level in self._sums:
            tallies = add_tallies(self._sums.pop(level), tallies)
            level += 1
        self._sums[level] = tallies

    def total(self) -> Tallies[T]:
        """Return the sum of all pieces so far."""
        return reduce(add_tallies, self._sums.values(), {})


@dataclass(slots=True)
class Counting(Generic[B, T]):
    """A job under way in one thread, one piece after another."""

    job: TallyJob[B, T]
    _counters: dict[Key, Counter] = field(default_factory=dict)
    _others: GrowingSum[T] = field(default_factory=GrowingSum)

    def take(self, piece: Piece) -> None:
        """Read and count one more piece."""
        for batch in self.job.read(piece.shard):
            key = (batch.variant, batch.split)
            counter = self._counters.get(key) or self.job.counter(batch, self.job.settings)
            if counter is None or not counter.counts(batch):
                tally = self.job.tally(batch, self.job.settings, piece.first_row)
                self._others.take({key: tally})
            else:
                self._counters[key] = counter
                counter.take(batch, piece.first_row)

    def absorb(self, other: "Counting[B, T]") -> None:
        """Add what another thread has counted of the same job."""
        for key, counter in other._counters.items():
            if key in self._counters:
                self._counters[key].absorb(counter)
            else:
                self._counters[key] = counter
        self._others.take(other._others.total())

    def total(self) -> Tallies[T]:
        """Return the sum of all pieces so far."""
        counted = {key: counter.tally() for key, counter in self._counters.items()}
        return add_tallies(counted, self._others.total())
