"""A folder of recordings → the windows of each split, each with the numbers to tell from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.columns import Variables
from afterfit.datasets.files_layout import find_files
from afterfit.datasets.pieces import (
    Piece,
    check_any_window,
    compare_columns,
    cut,
    empty_splits,
    in_order,
    offsets_of,
    repeated,
    short_pieces,
)
from afterfit.datasets.recordings import Recording, read_recording
from afterfit.datasets.settings import SECTION, whole_number
from afterfit.datasets.settings import variables as checked_variables
from afterfit.datasets.splits import SplitPlan, split_recordings
from afterfit.datasets.windows import fill_windows
from afterfit.errors import InputError
from afterfit.files import natural_order
from afterfit.records import SPLITS, TargetWindows

_KEY = "target_variables"
_LAST: Variables = (-1,)


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """Which columns are told, and when.

    Examples
    --------
    >>> TargetPlan(("load",), horizon=24).is_forecast, TargetPlan().is_forecast
    (True, False)
    """

    variables: tuple[int | str, ...] = ()
    """Names of columns, or their places from 0 without time. When empty, a regression tells the
    last column, a forecast all inputs."""
    horizon: int = 0
    """Steps after the window that are forecast; 0 tells the mean over the window itself."""

    def __post_init__(self) -> None:
        whole_number(0)("forecast_horizon", self.horizon)
        if self.variables:
            checked_variables(_KEY, self.variables)

    @property
    def is_forecast(self) -> bool:
        """Whether what comes after the window is told."""
        return self.horizon > 0

    def columns(self, inputs: Variables) -> Variables:
        """Return the columns that are told, where *inputs* are the columns that are read."""
        if self.variables:
            return checked_variables(_KEY, self.variables)
        return inputs if self.is_forecast else _LAST


@dataclass(frozen=True, slots=True)
class TargetDataSet:
    """Windows of all splits, and what was noticed on the way."""

    splits: Mapping[str, TargetWindows]
    """"train", "validation" and "test"; channel, target and source names are the same in each."""
    notes: tuple[str, ...]
    """What a user should know, one sentence each."""


def read_target_windows(
    root: Path, chain: FeatureChain, plan: SplitPlan, targets: TargetPlan
) -> TargetDataSet:
    """Return the windows of each split of the data set at *root*, with their targets.

    As `afterfit.datasets.read_windows`. No window and no step that is forecast spans two splits.

    Raises
    ------
    InputError
        Also when a recording lacks a target column, a regression would read its own target, the
        horizon is longer than every recording, or a target never changes in training.
    """
    layout = find_files(root)
    split = split_recordings(layout, plan)
    sources = tuple(sorted({share.source for share in split.shares}, key=natural_order))
    recordings = [read_recording(layout.folder, source, chain.variables) for source in sources]
    surprises = compare_columns(recordings, chain, layout.folder)
    told = [_targets_of(layout.folder, one, chain, targets) for one in recordings]
    shares = in_order(split, sources)
    n_after = targets.horizon
    pieces = [cut(recordings[i], i, share, chain, layout, n_after) for i, share in shares]
    futures = [cut(told[i], i, share, chain, layout, n_after) for i, share in shares]
    check_any_window(pieces, recordings, chain, n_after)
    pairs = list(zip(pieces, futures, strict=True))
    names = (recordings[0].channel_names, told[0].channel_names, sources)
    splits = {
        each: _windows(
            [pair for pair in pairs if pair[0].split == each], each, names, chain, targets
        )
        for each in SPLITS
    }
    _check_targets_change(splits["train"])
    surprises += [*short_pieces(pieces, sources, chain, n_after), *empty_splits(splits)]
    return TargetDataSet(MappingProxyType(splits), (*layout.notes, *split.notes, *surprises))


def _targets_of(
    folder: Path, inputs: Recording, chain: FeatureChain, targets: TargetPlan
) -> Recording:
    told = read_recording(folder, inputs.source, targets.columns(chain.variables), key=_KEY)
    both = [
        name
        for name, place in zip(told.channel_names, told.places, strict=True)
        if place in inputs.places
    ]
    if both and not targets.is_forecast:
        raise InputError(
            f"{', '.join(both)} is both read and told; take it out of {SECTION} -> variables, "
            f"which reads {', '.join(inputs.channel_names)}, or name another target",
            where=f"{SECTION} -> {_KEY}",
        )
    return told


def _windows(
    pairs: Sequence[tuple[Piece, Piece]],
    split: str,
    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    chain: FeatureChain,
    targets: TargetPlan,
) -> TargetWindows:
    channel_names, target_names, source_names = names
    pieces = [piece for piece, _ in pairs]
    counts = [len(piece.starts) for piece in pieces]
    values = _filled(pieces, len(channel_names), chain.n_steps)
    told = _filled([told for _, told in pairs], len(target_names), chain.n_steps + targets.horizon)
    by_time = told.transpose(0, 2, 1)
    history, future = by_time[:, : chain.n_steps], by_time[:, chain.n_steps :]
    return TargetWindows(
        values=values.astype(np.float32),
        channel_names=channel_names,
        target_names=target_names,
        targets=future if targets.is_forecast else history.mean(axis=1, keepdims=True),
        history=history,
        source=repeated([piece.source for piece in pieces], counts),
        source_names=source_names,
        offset=offsets_of(pieces, chain),
        split=split,
    )


def _filled(pieces: Sequence[Piece], n_channels: int, n_steps: int) -> NDArray[np.float64]:
    counts = [len(piece.starts) for piece in pieces]
    values = np.empty((sum(counts), n_channels, n_steps))
    for piece, end in zip(pieces, accumulate(counts), strict=True):
        fill_windows(values[end - len(piece.starts) : end], piece.rows, piece.starts)
    return values


def _check_targets_change(train: TargetWindows) -> None:
    if not len(train):
        return
    for place, name in enumerate(train.target_names):
        column = train.targets[:, :, place]
        if column.min() == column.max():
            raise InputError(
                f"the target {name} is {column.flat[0]:g} in every training window, so there is "
                "nothing to learn; name another target, or record where it changes",
                where=f"{SECTION} -> {_KEY}",
            )
