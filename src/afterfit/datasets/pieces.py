"""Recordings and their shares → pieces with the places where windows start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.layout import Layout
from afterfit.datasets.recordings import Recording
from afterfit.datasets.settings import SECTION
from afterfit.datasets.splits import Share, Split
from afterfit.datasets.windows import window_starts
from afterfit.errors import InputError
from afterfit.records import SPLITS
from afterfit.wording import agreeing, counted, some_names


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The rows of one recording that belong to one split, and where its windows start."""

    source: int
    class_index: int
    split: str
    rows: NDArray[np.float64]
    """After downsampling, shape (n_rows, n_channels)."""
    first_row: int
    """Row of the recording where the piece starts, before downsampling."""
    starts: NDArray[np.int64]


class HasSamples(Protocol):
    """Windows of one split, with or without targets."""

    def __len__(self) -> int:
        """Return the number of windows."""


def in_order(split: Split, sources: Sequence[str]) -> list[tuple[int, Share]]:
    """Return the shares with the place of their recording, by recording and row."""
    places = {source: i for i, source in enumerate(sources)}
    numbered = [(places[share.source], share) for share in split.shares]
    return sorted(numbered, key=lambda each: (each[0], each[1].start))


def cut(
    recording: Recording,
    source: int,
    share: Share,
    chain: FeatureChain,
    layout: Layout,
    n_after: int = 0,
) -> Piece:
    """Return the share of *recording*; behind each window *n_after* rows are left."""
    part = share.rows(len(recording))
    rows = recording.values[part][:: chain.decimation]
    return Piece(
        source=source,
        class_index=layout.class_index(recording.source),
        split=share.split,
        rows=rows,
        first_row=part.start,
        starts=window_starts(len(rows) - n_after, chain),
    )


def offsets_of(pieces: Sequence[Piece], chain: FeatureChain) -> NDArray[np.int64]:
    """Return the row of the recording where each window starts."""
    offsets = [piece.first_row + piece.starts * chain.decimation for piece in pieces]
    return np.concatenate([np.empty(0, np.int64), *offsets])


def repeated(codes: Sequence[int], counts: Sequence[int]) -> NDArray[np.int64]:
    """Return each code as often as its count says."""
    return np.repeat(np.array(codes, np.int64), np.array(counts, np.int64))


def compare_columns(
    recordings: Sequence[Recording], chain: FeatureChain, folder: Path
) -> list[str]:
    """Refuse files of different width; note files whose columns are named differently.

    Neither matters where columns are chosen by name.
    """
    if isinstance(chain.variables, tuple) and isinstance(chain.variables[0], str):
        return []
    first = recordings[0]
    for other in recordings:
        if len(other.columns) != len(first.columns):
            raise InputError(
                f"has {len(other.columns)} columns without time, but {folder / first.source} has "
                f"{len(first.columns)}; all recordings must have the same columns",
                where=str(folder / other.source),
            )
    named = [each for each in recordings if each.named]
    others = [each.source for each in named if each.channel_names != named[0].channel_names]
    if not others:
        return []
    return [
        f"columns are matched by place, but {counted(len(others), 'recording')} "
        f"{agreeing(len(others), 'names', 'name')} them differently than {named[0].source} "
        f"({', '.join(named[0].channel_names)}): {some_names(others)}; give "
        f"{SECTION} -> variables a list of names to match by name"
    ]


def check_any_window(
    pieces: Sequence[Piece], recordings: Sequence[Recording], chain: FeatureChain, n_after: int = 0
) -> None:
    """Raise where no piece is long enough for a window and the *n_after* rows behind it."""
    if any(len(piece.starts) for piece in pieces):
        return
    longest = max(recordings, key=len)
    frames = f" in {chain.n_frames} frames of {chain.frame_size}" if chain.n_frames > 1 else ""
    after = f" and {n_after} after it to forecast" if n_after else ""
    thinned = f" after keeping one row in {chain.decimation}" if chain.decimation > 1 else ""
    raise InputError(
        f"a sample needs {counted(chain.n_steps, 'row')}{frames}{after}{thinned}, but the longest "
        f"of {counted(len(recordings), 'recording')}, {longest.source}, has "
        f"{counted(len(longest), 'row')}"
        f"{_also_cut(pieces, recordings)}; choose a smaller frame_size "
        f"(now {chain.frame_size}){' or forecast_horizon' * bool(n_after)} or record longer",
        where=f"{SECTION} -> {'forecast_horizon' if n_after else 'frame_size'}",
    )


def _also_cut(pieces: Sequence[Piece], recordings: Sequence[Recording]) -> str:
    return ", divided by within_files" if len(pieces) > len(recordings) else ""


def short_pieces(
    pieces: Sequence[Piece], sources: Sequence[str], chain: FeatureChain, n_after: int = 0
) -> list[str]:
    """Return a note for each split some of whose recordings have no window."""
    notes = []
    for split in SPLITS:
        mine = [piece for piece in pieces if piece.split == split]
        short = [piece for piece in mine if not len(piece.starts)]
        if short:
            names = some_names(
                f"{sources[each.source]} ({counted(len(each.rows), 'row')})" for each in short
            )
            notes.append(
                f"{len(short):,} of {counted(len(mine), 'recording')} of {split} "
                f"{agreeing(len(short), 'has', 'have')} no window, since a sample needs "
                f"{counted(chain.n_steps + n_after, 'row')}: {names}"
            )
    return notes


def empty_splits(splits: Mapping[str, HasSamples]) -> list[str]:
    """Return a note for each split without windows."""
    return [f"the split {split} has no windows" for split, each in splits.items() if not len(each)]
