"""Rows of a recording → where its windows start, and the windows."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain

_AT_ONCE = 4096  # overlapping windows repeat the rows many times; this bounds the passing copy


def window_starts(n_rows: int, chain: FeatureChain) -> NDArray[np.int64]:
    """Return the first row of each sample that fits into *n_rows* rows, in rising order.

    Rows count after downsampling. Tails shorter than a sample are left out, as SimpleWindow does
    in Tensorlab. A sample of ``num_frame_concat`` frames starts with its first frame; samples
    slide by one frame, and ``frame_skip`` keeps those whose last frame has a number divisible by
    it. With an ``offset`` the recording is cut again from each multiple of it below one stride;
    Tensorlab goes on beyond the stride, which gives the same windows several times.

    Examples
    --------
    >>> window_starts(10, FeatureChain(frame_size=4)).tolist()
    [0, 4]
    >>> window_starts(10, FeatureChain(("SimpleWindow",), frame_size=4, stride_size=0.5)).tolist()
    [0, 2, 4, 6]
    """
    shifts = range(0, chain.stride, chain.offset) if chain.offset else range(1)
    starts = [shift + _unshifted_starts(n_rows - shift, chain) for shift in shifts]
    return np.sort(np.concatenate(starts))


def _unshifted_starts(n_rows: int, chain: FeatureChain) -> NDArray[np.int64]:
    n_frames = max(0, (n_rows - chain.frame_size) // chain.stride + 1)
    last_frames = np.arange(chain.n_frames - 1, n_frames, dtype=np.int64)
    if "CONCAT" in chain.feat_ext_transform:
        last_frames = last_frames[last_frames % chain.frame_skip == 0]
    return (last_frames - (chain.n_frames - 1)) * chain.stride


def fill_windows(
    windows: NDArray[np.floating],
    rows: NDArray[np.float64],
    starts: NDArray[np.int64],
) -> None:
    """Write the windows of *rows* at *starts* into *windows*, shape (n, n_channels, n_steps)."""
    if not len(starts):
        return
    every_start = sliding_window_view(rows, windows.shape[-1], axis=0)
    for first in range(0, len(starts), _AT_ONCE):
        batch = slice(first, first + _AT_ONCE)
        windows[batch] = every_start[starts[batch]]
