"""What happens to signals: amplifiers, cables, clocks and converters."""

import numpy as np

from afterfit.analyses.what_if.change import Array, Change, Reading

EVERYDAY_SHIFT = 0.05
"""Events that lie this part of a window elsewhere are to be expected."""
_PACKETS = 32
"""A packet is this part of a window."""
Luck = np.random.Generator


def _gain(values: Array, decibels: float, _reading: Reading, _luck: Luck) -> Array:
    factor: float = 10 ** (decibels / 20)
    return values * factor


def _offset(values: Array, spreads: float, reading: Reading, _luck: Luck) -> Array:
    return values + spreads * reading.spread


def _noise(values: Array, snr_db: float, reading: Reading, luck: Luck) -> Array:
    scale = reading.spread * 10 ** (-snr_db / 20)
    return values + scale * luck.standard_normal(values.shape)


def _drift(values: Array, spreads: float, reading: Reading, _luck: Luck) -> Array:
    return values + spreads * reading.spread * np.linspace(0, 1, values.shape[-1])


def _clip(values: Array, percent: float, reading: Reading, _luck: Luck) -> Array:
    middle, half = (reading.high + reading.low) / 2, (reading.high - reading.low) / 2
    return np.clip(values, middle - half * percent / 100, middle + half * percent / 100)


def _drop(values: Array, percent: float, _reading: Reading, luck: Luck) -> Array:
    """Hold the last value that came while packets are lost, in all channels at once."""
    n, _, n_steps = values.shape
    size = max(1, n_steps // _PACKETS)
    n_packets = -(-n_steps // size)
    lost = np.repeat(luck.random((n, n_packets)) < percent / 100, size, axis=1)[:, :n_steps]
    came = np.where(lost, -1, np.arange(n_steps))
    last = np.maximum.accumulate(came, axis=1)
    first = np.where(lost, n_steps, np.arange(n_steps)).min(axis=1)
    kept = np.where(last < 0, np.minimum(first, n_steps - 1)[:, None], last)
    return np.asarray(np.take_along_axis(values, kept[:, None, :], axis=2))


def _shift(values: Array, steps: float, _reading: Reading, _luck: Luck) -> Array:
    n_steps = values.shape[-1]
    return values[..., mirrored(np.arange(n_steps) - round(steps), n_steps)]


def _speed(values: Array, percent: float, _reading: Reading, _luck: Luck) -> Array:
    n_steps = values.shape[-1]
    middle = (n_steps - 1) / 2
    at = middle + (np.arange(n_steps) - middle) * (1 + percent / 100)
    before = np.floor(at).astype(np.int64)
    part = at - before
    early, late = (values[..., mirrored(before + k, n_steps)] for k in (0, 1))
    return np.asarray(early * (1 - part) + late * part)


def _bits(values: Array, bits: float, reading: Reading, _luck: Luck) -> Array:
    step = (reading.high - reading.low) / (2 ** round(bits) - 1)
    safe = np.where(step > 0, step, 1.0)
    return np.where(step > 0, reading.low + np.round((values - reading.low) / safe) * step, values)


def _dead(values: Array, channel: float, _reading: Reading, _luck: Luck) -> Array:
    changed = values.copy()
    changed[:, round(channel)] = 0
    return changed


def mirrored(
    places: np.ndarray[tuple[int, ...], np.dtype[np.int64]], n: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return places of a row of *n*; what lies beyond its ends is seen in a mirror there.

    Examples
    --------
    >>> mirrored(np.arange(-2, 5), 3).tolist()
    [2, 1, 0, 1, 2, 1, 0]
    """
    if n == 1:
        return np.zeros_like(places)
    period = 2 * (n - 1)
    turned = np.mod(places, period)
    return np.asarray(np.minimum(turned, period - turned))


GAIN = Change("gain", "Gain", "dB", "Readings times a factor, all channels alike.",
              (-6, -3, -1, 1, 3, 6), 1, _gain)  # fmt: skip
OFFSET = Change("offset", "Offset", "σ", "A constant is added, in standard deviations of each "
                "channel over the test windows.", (-1, -0.3, -0.1, 0.1, 0.3, 1), 0.1,
                _offset)  # fmt: skip
NOISE = Change("noise", "White noise", "dB SNR", "Normal noise is added, as strong in every "
               "window: the signal of the ratio is each channel's standard deviation over the "
               "test windows.", (40, 30, 20, 10), 30, _noise, milder="higher")  # fmt: skip
DRIFT = Change("drift", "Drift", "σ", "A straight line from 0 at the start of the window up to "
               "the strength at its end, in standard deviations of each channel.",
               (0.1, 0.3, 1, 3), 0.1, _drift)  # fmt: skip
CLIPPING = Change("clipping", "Clipping", "% of range", "Readings stop at this part of the range "
                  "that the test windows have, around its middle.", (95, 80, 60, 40), 95, _clip,
                  milder="higher")  # fmt: skip
DROPPED = Change("dropped", "Dropped samples", "% lost", "Packets of a thirty-second of the "
                 "window are lost at random, in all channels at once; the last value that came is "
                 "held.", (1, 5, 10, 20), 1, _drop)  # fmt: skip
SPEED = Change("speed", "Speed or sampling rate", "%", "The window holds more (+) or less (−) "
               "time around its middle, by linear interpolation; beyond its ends it is mirrored.",
               (-10, -5, -1, 1, 5, 10), 1, _speed)  # fmt: skip
CONVERTER = Change("bits", "Coarser converter", "bits", "Readings are rounded to the steps of a "
                   "converter over the range of each channel.", (12, 10, 8, 6, 4), 10, _bits,
                   milder="higher", is_whole=True)  # fmt: skip


def shift_by(n_steps: int) -> Change:
    """Return the shift of a window in time: 1, 5, 10 and 25 % of its steps."""
    steps = sorted({max(1, round(n_steps * part)) for part in (0.01, 0.05, 0.1, 0.25)})
    unit = "samples"
    how = "The event comes later in the window; what moves in at its start is mirrored."
    return Change("shift", "Time shift", unit, how, tuple(map(float, steps)),
                  EVERYDAY_SHIFT * n_steps, _shift, is_whole=True)  # fmt: skip


def dead_channels(names: tuple[str, ...]) -> Change:
    """Return the death of each channel, one at a time."""
    how = "All readings of one channel are 0."
    return Change("dead", "One channel dead", "", how, tuple(map(float, range(len(names)))), -1,
                  _dead, is_whole=True, names=names)  # fmt: skip
