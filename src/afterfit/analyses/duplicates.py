"""Windows that were tested on, and trained on too."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from afterfit.errors import InputError
from afterfit.records import Windows
from afterfit.results.duplicates import (
    DuplicateGroup,
    DuplicateWindows,
    SplitOverlap,
    WindowPlace,
)

_Place = tuple[int, int]  # split, row
_Groups = dict[bytes, list[_Place]]


def find_duplicate_windows(
    splits: Sequence[Windows], max_groups: int | None = None
) -> DuplicateWindows:
    """Return windows whose values are equal, within a split and across splits.

    Parameters
    ----------
    splits : sequence of Windows
        One a split.
    max_groups : int or None
        Most groups of equal windows to keep; None keeps all. The result says how many there were.

    Raises
    ------
    InputError
        When two of them are of the same split.
    """
    names = tuple(windows.split for windows in splits)
    if len(set(names)) != len(names):
        raise InputError(f"each split must come once, got {', '.join(names)}")
    by_value = _group(splits)
    repeated = [places for places in by_value.values() if len(places) > 1]
    # Stable: groups of the same kind and size stay in the order of their first window.
    repeated.sort(key=lambda places: (len({split for split, _ in places}) < 2, -len(places)))
    groups = [_describe(splits, places) for places in repeated[:max_groups]]
    return DuplicateWindows(
        splits=names,
        n_samples=tuple(len(windows) for windows in splits),
        n_repeated_within=_repeated_within(by_value, len(splits)),
        overlaps=_overlaps(by_value, splits),
        groups=tuple(groups),
        n_groups=len(repeated),
        n_conflicting=sum(_conflicts(splits, places) for places in repeated),
        max_groups=max_groups,
    )


def _group(splits: Sequence[Windows]) -> _Groups:
    by_value: _Groups = defaultdict(list)
    for split, windows in enumerate(splits):
        shape = repr(windows.values.shape[1:]).encode()
        for row, values in enumerate(windows.values):
            # Adding 0 makes -0.0 the 0.0 that it equals.
            digest = blake2b(shape + (values + np.float32(0)).tobytes(), digest_size=16)
            by_value[digest.digest()].append((split, row))
    return by_value


def _repeated_within(by_value: _Groups, n_splits: int) -> tuple[int, ...]:
    repeated = [0] * n_splits
    for places in by_value.values():
        for split in range(n_splits):
            repeated[split] += max(0, sum(one == split for one, _ in places) - 1)
    return tuple(repeated)


def _overlaps(by_value: _Groups, splits: Sequence[Windows]) -> tuple[SplitOverlap, ...]:
    shared = np.zeros((len(splits), len(splits)), dtype=np.int64)
    for places in by_value.values():
        present = {split for split, _ in places}
        for split, _ in places:
            shared[split, list(present)] += 1
    return tuple(
        SplitOverlap(one.split, other.split, int(shared[i, j]), len(one))
        for i, one in enumerate(splits)
        for j, other in enumerate(splits)
        if i != j
    )


def _conflicts(splits: Sequence[Windows], places: list[_Place]) -> bool:
    return len({_class_name(splits[split], row) for split, row in places}) > 1


def _class_name(windows: Windows, row: int) -> str:
    return windows.class_names[int(windows.y_true[row])]


def _describe(splits: Sequence[Windows], places: list[_Place]) -> DuplicateGroup:
    split, row = places[0]
    values = splits[split].values[row]
    return DuplicateGroup(
        places=tuple(
            WindowPlace(
                split=splits[split].split,
                source=splits[split].source_names[splits[split].source[row]],
                offset=int(splits[split].offset[row]),
                class_name=_class_name(splits[split], row),
            )
            for split, row in places
        ),
        constant=bool((values == values[:, :1]).all()),
    )
