"""A folder of recordings → the windows of each split."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

import numpy as np

from afterfit.datasets.anomaly_layout import find_anomalies
from afterfit.datasets.anomaly_splits import split_anomalies
from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.layout import Layout, find_layout
from afterfit.datasets.pieces import (
    Piece,
    check_any_window,
    compare_columns,
    cut,
    in_order,
    offsets_of,
    repeated,
    short_pieces,
)
from afterfit.datasets.recordings import IMAGE_SUFFIXES, SUFFIXES, read_recording
from afterfit.datasets.splits import Split, SplitPlan, split_recordings
from afterfit.datasets.window_layout import layout_of
from afterfit.datasets.windows import fill_windows
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
    return cut_windows(layout, split_recordings(layout, plan), chain)


def read_anomaly_windows(
    root: Path, chain: FeatureChain, plan: SplitPlan, validation_share: float = 0.0
) -> DataSet:
    """Return the windows of a data set of normal recordings and anomalies; class 0 is "normal".

    As `read_windows`; anomalies are in validation, by *validation_share*, and in test.
    """
    layout = find_anomalies(root, plan.annotation_dir)
    split = split_anomalies(layout, plan, validation_share)
    return cut_windows(layout, split, chain, only_tested=layout.class_names[1:])


def cut_windows(
    layout: Layout, split: Split, chain: FeatureChain, only_tested: Sequence[str] = ()
) -> DataSet:
    """Return the windows of recordings that have been found and divided.

    A split without windows of a class is noted; of classes *only_tested*, in test alone.
    """
    sources = tuple(sorted({share.source for share in split.shares}, key=natural_order))
    recordings = [
        read_recording(layout.folder, source, chain.variables, chain.image_size)
        for source in sources
    ]
    surprises = compare_columns(recordings, chain, layout.folder)
    pieces = [cut(recordings[i], i, share, chain, layout) for i, share in in_order(split, sources)]
    check_any_window(pieces, recordings, chain)
    surprises += [
        *short_pieces(pieces, sources, chain),
        *_empty_splits(pieces, layout, only_tested),
    ]
    names = (recordings[0].channel_names, layout.class_names, sources)
    splits = {
        each: _windows([piece for piece in pieces if piece.split == each], each, names, chain)
        for each in SPLITS
    }
    return DataSet(MappingProxyType(splits), (*layout.notes, *split.notes, *surprises))


def suffixes_of(chain: FeatureChain) -> tuple[str, ...]:
    """Return the kinds of files that *chain* takes."""
    return SUFFIXES if chain.image_size is None else IMAGE_SUFFIXES


def _windows(
    pieces: Sequence[Piece],
    split: str,
    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    chain: FeatureChain,
) -> Windows:
    channel_names, class_names, source_names = names
    counts = [len(piece.starts) for piece in pieces]
    values = np.empty((sum(counts), len(channel_names), chain.n_steps), np.float32)
    for piece, end in zip(pieces, accumulate(counts), strict=True):
        fill_windows(values[end - len(piece.starts) : end], piece.rows, piece.starts)
    return Windows(
        values=values,
        channel_names=channel_names,
        class_names=class_names,
        y_true=repeated([piece.class_index for piece in pieces], counts),
        source=repeated([piece.source for piece in pieces], counts),
        source_names=source_names,
        offset=offsets_of(pieces, chain),
        split=split,
        layout=layout_of(chain),
    )


def _empty_splits(pieces: Sequence[Piece], layout: Layout, only_tested: Sequence[str]) -> list[str]:
    notes = []
    for split in SPLITS:
        present = {
            piece.class_index for piece in pieces if piece.split == split and len(piece.starts)
        }
        absent = [
            name
            for i, name in enumerate(layout.class_names)
            if i not in present and (split == "test" or name not in only_tested)
        ]
        if not present:
            notes.append(f"the split {split} has no windows")
        elif absent:
            notes.append(f"the split {split} has no windows of {some_names(absent)}")
    return notes
