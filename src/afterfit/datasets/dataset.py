"""A folder of recordings → the windows of each split."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.layout import Layout, find_layout
from afterfit.datasets.recordings import (
    IMAGE_SUFFIXES,
    SUFFIXES,
    Recording,
    read_recording,
)
from afterfit.datasets.settings import SECTION
from afterfit.datasets.splits import Share, Split, SplitPlan, split_recordings
from afterfit.datasets.windows import fill_windows, window_starts
from afterfit.errors import InputError
from afterfit.files import natural_order
from afterfit.records import SPLITS, Windows
from afterfit.wording import some_names


@dataclass(frozen=True, slots=True)
class DataSet:
    """Windows of all splits, and what was noticed on the way."""

    splits: Mapping[str, Windows]
    """"train", "validation" and "test"; class, channel and source names are the same in each."""
    notes: tuple[str, ...]
    """What a user should know, one sentence each: files left out, classes without test data, …"""


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """The rows of one recording that belong to one split, and where its windows start."""

    source: int
    class_index: int
    split: str
    rows: NDArray[np.float64]
    """After downsampling, shape (n_rows, n_channels)."""
    first_row: int
    """Row of the recording where the piece starts, before downsampling."""
    starts: NDArray[np.int64]


def read_windows(root: Path, chain: FeatureChain, plan: SplitPlan) -> DataSet:
    """Return the windows of each split of the data set at *root*.

    Values are raw: columns chosen, rows thinned by Downsample, nothing else; ``scale`` belongs
    to the features. No window spans two splits. Windows are ordered by recording, then by row;
    ``offset`` counts rows of the file's data before downsampling, from 0.

    Raises
    ------
    InputError
        The layout, a file or a cell cannot be used, files do not fit together, or all are
        shorter than one window.
    """
    layout = find_layout(root, plan.annotation_dir, suffixes_of(chain))
    split = split_recordings(layout, plan)
    sources = tuple(sorted({share.source for share in split.shares}, key=natural_order))
    recordings = [
        read_recording(layout.folder, source, chain.variables, chain.image_size)
        for source in sources
    ]
    surprises = _compare_columns(recordings, chain, layout.folder)
    pieces = [
        _cut(recordings[i], i, share, chain, layout) for i, share in _in_order(split, sources)
    ]
    _check_any_window(pieces, recordings, chain)
    surprises += [*_short_pieces(pieces, sources, chain), *_empty_splits(pieces, layout)]
    names = (recordings[0].channel_names, layout.class_names, sources)
    splits = {
        each: _windows([piece for piece in pieces if piece.split == each], each, names, chain)
        for each in SPLITS
    }
    return DataSet(MappingProxyType(splits), (*layout.notes, *split.notes, *surprises))


def suffixes_of(chain: FeatureChain) -> tuple[str, ...]:
    """Return the kinds of files that *chain* takes."""
    return SUFFIXES if chain.image_size is None else IMAGE_SUFFIXES


def _in_order(split: Split, sources: Sequence[str]) -> list[tuple[int, Share]]:
    places = {source: i for i, source in enumerate(sources)}
    numbered = [(places[share.source], share) for share in split.shares]
    return sorted(numbered, key=lambda each: (each[0], each[1].start))


def _cut(
    recording: Recording, source: int, share: Share, chain: FeatureChain, layout: Layout
) -> _Piece:
    part = share.rows(len(recording))
    rows = recording.values[part][:: chain.decimation]
    return _Piece(
        source=source,
        class_index=layout.class_index(recording.source),
        split=share.split,
        rows=rows,
        first_row=part.start,
        starts=window_starts(len(rows), chain),
    )


def _windows(
    pieces: Sequence[_Piece],
    split: str,
    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    chain: FeatureChain,
) -> Windows:
    channel_names, class_names, source_names = names
    counts = [len(piece.starts) for piece in pieces]
    values = np.empty((sum(counts), len(channel_names), chain.n_steps), np.float32)
    for piece, end in zip(pieces, accumulate(counts), strict=True):
        fill_windows(values[end - len(piece.starts) : end], piece.rows, piece.starts)
    offsets = [piece.first_row + piece.starts * chain.decimation for piece in pieces]
    return Windows(
        values=values,
        channel_names=channel_names,
        class_names=class_names,
        y_true=_repeated([piece.class_index for piece in pieces], counts),
        source=_repeated([piece.source for piece in pieces], counts),
        source_names=source_names,
        offset=np.concatenate([np.empty(0, np.int64), *offsets]),
        split=split,
    )


def _repeated(codes: Sequence[int], counts: Sequence[int]) -> NDArray[np.int64]:
    return np.repeat(np.array(codes, np.int64), np.array(counts, np.int64))


def _compare_columns(
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
        f"columns are matched by place, but {len(others)} recordings name them differently than "
        f"{named[0].source} ({', '.join(named[0].channel_names)}): {some_names(others)}; give "
        f"{SECTION} -> variables a list of names to match by name"
    ]


def _check_any_window(
    pieces: Sequence[_Piece], recordings: Sequence[Recording], chain: FeatureChain
) -> None:
    if any(len(piece.starts) for piece in pieces):
        return
    longest = max(recordings, key=len)
    frames = f" in {chain.n_frames} frames of {chain.frame_size}" if chain.n_frames > 1 else ""
    thinned = f" after keeping one row in {chain.decimation}" if chain.decimation > 1 else ""
    raise InputError(
        f"a sample needs {chain.n_steps} rows{frames}{thinned}, but the longest of "
        f"{len(recordings)} recordings, {longest.source}, has {len(longest)} rows"
        f"{_also_cut(pieces, recordings)}; choose a smaller frame_size "
        f"(now {chain.frame_size}) or record longer",
        where=f"{SECTION} -> frame_size",
    )


def _also_cut(pieces: Sequence[_Piece], recordings: Sequence[Recording]) -> str:
    return ", divided by within_files" if len(pieces) > len(recordings) else ""


def _short_pieces(
    pieces: Sequence[_Piece], sources: Sequence[str], chain: FeatureChain
) -> list[str]:
    notes = []
    for split in SPLITS:
        mine = [piece for piece in pieces if piece.split == split]
        short = [piece for piece in mine if not len(piece.starts)]
        if short:
            names = some_names(f"{sources[each.source]} ({len(each.rows)} rows)" for each in short)
            notes.append(
                f"{len(short)} of {len(mine)} recordings of {split} have no window, since a "
                f"sample needs {chain.n_steps} rows: {names}"
            )
    return notes


def _empty_splits(pieces: Sequence[_Piece], layout: Layout) -> list[str]:
    notes = []
    for split in SPLITS:
        present = {
            piece.class_index for piece in pieces if piece.split == split and len(piece.starts)
        }
        absent = [name for i, name in enumerate(layout.class_names) if i not in present]
        if not present:
            notes.append(f"the split {split} has no windows")
        elif absent:
            notes.append(f"the split {split} has no windows of {some_names(absent)}")
    return notes
