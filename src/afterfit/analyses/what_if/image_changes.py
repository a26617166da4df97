"""What happens to pictures: light, lenses, aim and sensors; and to spectrograms."""

from functools import partial

import numpy as np

from afterfit.analyses.what_if.change import Apply, Array, Change, Reading
from afterfit.analyses.what_if.signal_changes import EVERYDAY_SHIFT, Luck, mirrored
from afterfit.records import ImageLayout, SpectrogramLayout

_NATURAL = np.log(10) / 10
"""A decibel, of a natural logarithm of an energy."""


def image_changes(layout: ImageLayout) -> tuple[Change, ...]:
    """Return what happens to images of a layout, whose values stay between black and white."""
    whole = layout.white - layout.black

    def within(change: Apply) -> Apply:
        def kept(values: Array, strength: float, reading: Reading, luck: Luck) -> Array:
            return np.clip(change(values, strength, reading, luck), layout.black, layout.white)

        return kept

    sides = (layout.height, layout.width)
    columns = sorted({max(1, round(layout.width * part)) for part in (0.03, 0.06, 0.12, 0.25)})
    return (
        Change("brightness", "Brightness", "% of range", "Every pixel brighter or darker.",
               (-30, -15, -5, 5, 15, 30), 5, within(partial(_brighter, whole))),
        Change("contrast", "Contrast", "%", "Distances from the picture's mean grow or shrink.",
               (-50, -30, -10, 10, 30, 50), 10, within(_contrast)),
        Change("blur", "Blur", "pixels", "A Gaussian blur of this standard deviation.",
               (0.5, 1, 2, 3), 0.5, within(partial(_blurred, sides))),
        Change("shift", "Shift", "pixels", "The picture moves to the right; what comes in is "
               "mirrored.", tuple(map(float, columns)), EVERYDAY_SHIFT * layout.width,
               within(partial(_moved, sides)), is_whole=True),
        Change("noise", "Pixel noise", "% of range", "Normal noise of this standard deviation.",
               (1, 5, 10, 20), 1, within(partial(_grain, whole))),
        Change("bits", "Fewer grey levels", "bits", "Pixels are rounded to so many levels.",
               (7, 5, 3, 2), 7, within(partial(_levels, layout.black, whole)), milder="higher",
               is_whole=True),
    )  # fmt: skip


def spectrogram_changes(layout: SpectrogramLayout) -> tuple[Change, ...]:
    """Return what can be done to log-mel spectrograms whose sound is not at hand."""
    sides = (layout.n_frames, layout.n_bands)
    frames = sorted({max(1, round(layout.n_frames * part)) for part in (0.02, 0.05, 0.1, 0.25)})
    return (
        Change("loudness", "Loudness", "dB", "Energies times a factor, in all bands.",
               (-6, -3, -1, 1, 3, 6), 1, _louder),
        Change("shift", "Time shift", "frames", "The sound comes later; what moves in is mirrored.",
               tuple(map(float, frames)), EVERYDAY_SHIFT * layout.n_frames,
               partial(_later, sides), is_whole=True),
        Change("noise", "Noise of the bands", "σ", "Normal noise on every value, in standard "
               "deviations over the test windows.", (0.05, 0.1, 0.3, 1), 0.05, _band_noise),
        Change("dropped", "Dropped frames", "% lost", "Frames are lost at random; the last one is "
               "held.", (1, 5, 10, 20), 1, partial(_lost_frames, sides)),
    )  # fmt: skip


def _brighter(whole: float, values: Array, percent: float, _r: Reading, _luck: Luck) -> Array:
    return values + whole * percent / 100


def _contrast(values: Array, percent: float, _r: Reading, _luck: Luck) -> Array:
    mean = values.mean(axis=(1, 2), keepdims=True)
    return np.asarray(mean + (values - mean) * (1 + percent / 100))


def _blurred(
    sides: tuple[int, int], values: Array, pixels: float, _r: Reading, _luck: Luck
) -> Array:
    from scipy.ndimage import gaussian_filter

    planes = values.reshape(*values.shape[:2], *sides)
    blurred = gaussian_filter(planes, (0, 0, pixels, pixels), mode="mirror")
    return np.asarray(blurred).reshape(values.shape)


def _moved(sides: tuple[int, int], values: Array, pixels: float, _r: Reading, _luck: Luck) -> Array:
    planes = values.reshape(*values.shape[:2], *sides)
    from_where = mirrored(np.arange(sides[1]) - round(pixels), sides[1])
    return planes[..., from_where].reshape(values.shape)


def _grain(whole: float, values: Array, percent: float, _r: Reading, luck: Luck) -> Array:
    return values + whole * percent / 100 * luck.standard_normal(values.shape)


def _levels(
    black: float, whole: float, values: Array, bits: float, _r: Reading, _luck: Luck
) -> Array:
    step = whole / (2 ** round(bits) - 1)
    return np.asarray(black + np.round((values - black) / step) * step)


def _louder(values: Array, decibels: float, _r: Reading, _luck: Luck) -> Array:
    return np.asarray(values + decibels * _NATURAL)


def _later(sides: tuple[int, int], values: Array, frames: float, _r: Reading, _luck: Luck) -> Array:
    planes = values.reshape(*values.shape[:2], *sides)
    from_where = mirrored(np.arange(sides[0]) - round(frames), sides[0])
    return planes[:, :, from_where].reshape(values.shape)


def _band_noise(values: Array, spreads: float, reading: Reading, luck: Luck) -> Array:
    return values + spreads * reading.spread * luck.standard_normal(values.shape)


def _lost_frames(
    sides: tuple[int, int], values: Array, percent: float, _r: Reading, luck: Luck
) -> Array:
    planes = values.reshape(*values.shape[:2], *sides)
    lost = luck.random((len(values), sides[0])) < percent / 100
    lost[:, 0] = False
    kept = np.maximum.accumulate(np.where(lost, 0, np.arange(sides[0])), axis=1)
    return np.take_along_axis(planes, kept[:, None, :, None], axis=2).reshape(values.shape)
