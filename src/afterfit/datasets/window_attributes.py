"""Windows → what each of them is like, as columns to slice predictions by."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain as chained

import numpy as np
from numpy.typing import NDArray

from afterfit.records import TargetWindows, Windows

PREFIX = "attr_"
_AT_ONCE = 1024  # windows whose spectra are in memory at once
Values = NDArray[np.float64]
AnyWindows = Windows | TargetWindows


def window_attributes(splits: Mapping[str, AnyWindows]) -> dict[str, dict[str, Values]]:
    """Return the attributes of the windows of each split, by split and column.

    - ``attr_rms_sensor_units``: signal level, the root of the mean square about each channel's
      mean.
    - ``attr_high_frequency_share``: share of that energy in the upper half of the spectrum, which
      is where noise shows; of signals and sound alone.
    - ``attr_channel_spread_ratio``: standard deviation over mean of the channels' levels; nan of a
      window that is silent, and left out with one channel.
    - ``attr_flat_share``: share of the steps that repeat the step before: clipped, held or lost.
    - ``attr_position_share``: 0 for the first window of a recording, 1 for its last.
    - ``attr_recording_windows``: windows that the recording gave, in all splits.

    Columns that hold a single value in all splits are left out, since they make no slices.
    """
    last, n_windows = _recordings(splits)
    found = {
        split: {PREFIX + name: values for name, values in _attributes(windows, last, n_windows)}
        for split, windows in splits.items()
    }
    telling = _telling(list(found.values()))
    return {
        split: {name: values for name, values in columns.items() if name in telling}
        for split, columns in found.items()
    }


def _attributes(
    windows: AnyWindows, last: Values, n_windows: Values
) -> Iterator[tuple[str, Values]]:
    levels = _of_batches(windows, _levels, windows.values.shape[1])
    level = np.sqrt((levels**2).mean(axis=1))
    yield "rms_sensor_units", level
    if isinstance(windows, TargetWindows) or windows.layout.kind in ("signal", "sound"):
        yield "high_frequency_share", _of_batches(windows, _high_share, 1)[:, 0]
    if levels.shape[1] > 1:
        mean = levels.mean(axis=1)
        yield "channel_spread_ratio", levels.std(axis=1) / np.where(mean > 0, mean, np.nan)
    yield "flat_share", _of_batches(windows, _flat_share, 1)[:, 0]
    yield "position_share", windows.offset / np.where(last > 0, last, np.nan)[windows.source]
    yield "recording_windows", n_windows[windows.source]


def _of_batches(windows: AnyWindows, measure: Callable[[Values], Values], n_columns: int) -> Values:
    """Return what *measure* says of each window, shape (n_samples, n_columns)."""
    batches = (
        measure(windows.values[start : start + _AT_ONCE].astype(np.float64))
        for start in range(0, len(windows), _AT_ONCE)
    )
    return np.concatenate([np.empty((0, n_columns)), *batches])


def _levels(values: Values) -> Values:
    return np.asarray(values.std(axis=2))


def _high_share(values: Values) -> Values:
    centred = values - values.mean(axis=2, keepdims=True)
    power = np.abs(np.fft.rfft(centred, axis=2)) ** 2
    high = power[:, :, (power.shape[2] + 1) // 2 :].sum(axis=(1, 2))
    total = power.sum(axis=(1, 2))
    return np.asarray(high / np.where(total > 0, total, np.nan))[:, None]


def _flat_share(values: Values) -> Values:
    if values.shape[2] < 2:
        return np.full((len(values), 1), np.nan)
    return np.asarray((np.diff(values, axis=2) == 0).mean(axis=(1, 2)))[:, None]


def _recordings(splits: Mapping[str, AnyWindows]) -> tuple[Values, Values]:
    """Return the last start and the number of windows of each recording, over all splits."""
    n = max((len(windows.source_names) for windows in splits.values()), default=0)
    last, n_windows = np.zeros(n), np.zeros(n)
    for windows in splits.values():
        np.maximum.at(last, windows.source, windows.offset)
        n_windows += np.bincount(windows.source, minlength=n)
    return last, n_windows


def _telling(tables: list[dict[str, Values]]) -> set[str]:
    """Return the columns that hold more than one value."""
    names = set(chained.from_iterable(tables))
    columns = {name: np.concatenate([table[name] for table in tables]) for name in names}
    return {name for name, values in columns.items() if len(np.unique(values)) > 1}
