"""Data that stands in two splits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from afterfit.records import SPLITS, RecordingFacts, Windows
from afterfit.results import DuplicateWindows, SharedData


def find_shared_data(
    facts: Sequence[RecordingFacts],
    splits: Sequence[Windows],
    duplicates: DuplicateWindows | None,
    step: int,
) -> tuple[SharedData, ...]:
    """Return copies of files, overlapping windows, equal windows and recordings in two splits.

    Parameters
    ----------
    facts
        What each file holds.
    splits
        The windows of each split.
    duplicates
        Equal windows, as `find_duplicate_windows` gives them; None where nobody looked.
    step
        Rows of the recording that one step of a window spans.
    """
    copies = _copies(facts, splits)
    told = {(one.source, one.other_source) for one in copies}
    equal = [
        one for one in _equal_windows(duplicates) if (one.source, one.other_source) not in told
    ]
    return (*copies, *_same_recordings(splits, step), *equal)


def _of_sources(windows: Windows) -> Mapping[str, int]:
    counts = np.bincount(windows.source, minlength=len(windows.source_names))
    return {name: int(n) for name, n in zip(windows.source_names, counts, strict=True) if n}


def _copies(facts: Sequence[RecordingFacts], splits: Sequence[Windows]) -> list[SharedData]:
    held = {one.split: _of_sources(one) for one in splits}
    by_digest: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        by_digest[one.digest].append(one.source)
    return [
        SharedData(split, other, a, b, "copy", held[split][a])
        for sources in by_digest.values()
        for other, split in combinations([each for each in SPLITS if each in held], 2)
        for a in sources
        for b in sources
        if a != b and a in held[split] and b in held[other]
    ]


def _same_recordings(splits: Sequence[Windows], step: int) -> list[SharedData]:
    found = []
    for earlier, later in combinations(splits, 2):
        for name in sorted(_of_sources(later).keys() & _of_sources(earlier).keys()):
            n_overlapping = _n_overlapping(later, earlier, name, step)
            n = n_overlapping or _of_sources(later)[name]
            how = "overlap" if n_overlapping else "same recording"
            found.append(SharedData(later.split, earlier.split, name, name, how, n))  # type: ignore[arg-type]
    return found


def _n_overlapping(later: Windows, earlier: Windows, name: str, step: int) -> int:
    """Return how many windows of *later* share a row with a window of *earlier*."""
    rows = later.values.shape[-1] * step
    mine, theirs = _starts(later, name), np.sort(_starts(earlier, name))
    place = np.searchsorted(theirs, mine)
    before = theirs[np.maximum(place - 1, 0)]
    after = theirs[np.minimum(place, len(theirs) - 1)]
    return int(((np.abs(mine - before) < rows) | (np.abs(mine - after) < rows)).sum())


def _starts(windows: Windows, name: str) -> NDArray[np.int64]:
    starts: NDArray[np.int64] = windows.offset[windows.source == windows.source_names.index(name)]
    return starts


def _equal_windows(duplicates: DuplicateWindows | None) -> list[SharedData]:
    if duplicates is None:
        return []
    counts: dict[tuple[str, str, str, str], int] = defaultdict(int)
    order = {split: i for i, split in enumerate(SPLITS)}
    for group in duplicates.groups:
        if group.constant:
            continue  # silence is alike anywhere
        for a in group.places:
            pairs = {
                (a.split, b.split, a.source, b.source)
                for b in group.places
                if order[b.split] < order[a.split]
            }
            for pair in pairs:
                counts[pair] += 1
    return [SharedData(*pair, "equal windows", n) for pair, n in counts.items()]
