"""The runs below the folders that were given, as they are now."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from afterfit.dashboard.entries import Entry, check_roots, find_entries
from afterfit.dashboard.summary import RunSummary, summarize

FRESH_SECONDS = 1.0
"""A look at the folders is good for so long, however many pages ask."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that was found at one moment."""

    entries: tuple[Entry, ...]
    summaries: tuple[RunSummary, ...]
    """One an entry, in the same order: the newest first."""

    @property
    def version(self) -> str:
        """A short text that is another one when anything in it is."""
        said = repr([(one.id, one.version, one.state, one.detail) for one in self.summaries])
        return sha256(said.encode()).hexdigest()[:16]


class Library:
    """Finds runs and remembers what they say until one of their files changes."""

    def __init__(
        self, folders: Sequence[str | Path], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.roots = check_roots(folders)
        self._clock = clock
        self._lock = Lock()
        self._known: dict[str, RunSummary] = {}
        self._shelf = Shelf((), ())
        self._looked = float("-inf")

    def shelf(self) -> Shelf:
        """Return everything there is; looks at the folders at most once a second."""
        with self._lock:
            if self._clock() - self._looked > FRESH_SECONDS:
                self._shelf = self._look()
                self._looked = self._clock()
            return self._shelf

    def entry(self, name: str) -> Entry | None:
        """Return the entry of that id, None where there is none."""
        return next((one for one in self.shelf().entries if one.id == name), None)

    def summary(self, name: str) -> RunSummary | None:
        """Return the line of the entry of that id, None where there is none."""
        return next((one for one in self.shelf().summaries if one.id == name), None)

    def _look(self) -> Shelf:
        entries = find_entries(self.roots)
        both = [(entry, self._summary(entry)) for entry in entries]
        both.sort(key=lambda one: one[1].made, reverse=True)
        self._known = {summary.id: summary for _, summary in both}
        return Shelf(tuple(entry for entry, _ in both), tuple(line for _, line in both))

    def _summary(self, entry: Entry) -> RunSummary:
        known = self._known.get(entry.id)
        # a process ends without a trace in its folder, so what runs is looked at again
        if known is None or known.version != entry.version or known.state == "running":
            return summarize(entry)
        return known
