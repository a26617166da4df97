"""Windows with numbers to tell → windows as the other checks take them, and their targets."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.records import TargetWindows, Windows
from afterfit.results import TargetSpread

Array = NDArray[np.float64]


def as_windows(windows: TargetWindows, class_name: str) -> Windows:
    """Return *windows* as samples of one class, the targets being channels like the others.

    What leaks, drifts or lies apart may be the target as well as the readings.
    """
    names = windows.channel_names
    new = [i for i, name in enumerate(windows.target_names) if name not in names]
    told = windows.history.transpose(0, 2, 1)[:, new].astype(np.float32)
    return Windows(
        values=np.concatenate([windows.values, told], axis=1),
        channel_names=(*names, *(windows.target_names[i] for i in new)),
        class_names=(class_name,),
        y_true=np.zeros(len(windows), np.int64),
        source=windows.source,
        source_names=windows.source_names,
        offset=windows.offset,
        split=windows.split,
    )


def target_spreads(splits: Sequence[TargetWindows]) -> tuple[TargetSpread, ...]:
    """Return how each target is distributed; training comes first in *splits*."""
    train, *later = splits
    if not len(train):
        return ()
    return tuple(
        _spread(
            name,
            train.targets[:, :, i],
            {one.split: one.targets[:, :, i] for one in (train, *later) if len(one)},
        )
        for i, name in enumerate(train.target_names)
    )


def _spread(name: str, known: Array, by_split: dict[str, Array]) -> TargetSpread:
    later = [values for split, values in by_split.items() if split != "train"]
    outside = [(values < known.min()) | (values > known.max()) for values in later]
    _, counts = np.unique(known, return_counts=True)
    return TargetSpread(
        name=name,
        mean=float(known.mean()),
        std=float(known.std()),
        lowest=float(known.min()),
        highest=float(known.max()),
        commonest_share=float(counts.max() / known.size),
        constant_in=tuple(
            split for split, values in by_split.items() if values.min() == values.max()
        ),
        outside_share=float(np.concatenate([one.any(axis=1) for one in outside]).mean())
        if outside
        else float("nan"),
    )
