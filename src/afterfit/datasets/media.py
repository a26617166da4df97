"""Folders of images or sounds → the settings that their files decide."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.dataset import suffixes_of
from afterfit.datasets.layout import find_layout
from afterfit.datasets.recordings import IMAGE_SUFFIXES, SOUND_SUFFIX
from afterfit.errors import InputError
from afterfit.files import decode_image, decode_wav, wav_rate

Medium = Literal["image", "audio"]


def media_settings(root: Path, annotation_dir: str, medium: Medium) -> Mapping[str, object]:
    """Return the settings of a feature chain for the files at *root*, taken from the first one.

    Images become samples of their own size, pixels from 0 to 1. Sounds are cut into windows of
    one second and become log-mel spectrograms at their own sampling rate, of every channel.

    Raises
    ------
    InputError
        When the folder holds no such files, or the first cannot be read.
    """
    suffixes = IMAGE_SUFFIXES if medium == "image" else (SOUND_SUFFIX,)
    layout = find_layout(root, annotation_dir, suffixes)
    first = layout.folder / layout.sources[0]
    if medium == "image":
        height, width, channels = decode_image(first).shape
        return {
            "image_size": (height, width),
            "frame_size": height * width,
            "variables": channels,
            "scale": 255,
        }
    samples, rate = decode_wav(first)
    if rate < 1:
        raise InputError(f"has a sampling rate of {rate} Hz", where=str(first))
    return {
        "feat_ext_transform": ["LOG_MEL"],
        "sampling_rate": rate,
        "frame_size": rate,
        "variables": samples.shape[1],
    }


def refuse_other_rates(root: Path, annotation_dir: str, chain: FeatureChain) -> None:
    """Refuse sounds whose rate is not that of the spectrograms that *chain* makes of them.

    Raises
    ------
    InputError
    """
    if chain.summary != "LOG_MEL":
        return
    layout = find_layout(root, annotation_dir, suffixes_of(chain))
    for source in layout.sources:
        path = layout.folder / source
        if path.suffix.lower() != SOUND_SUFFIX:
            continue
        rate = wav_rate(path)
        if rate != chain.sampling_rate:
            raise InputError(
                f"has {rate:,} samples a second, but the spectrograms are made for "
                f"{chain.sampling_rate:,g}; resample the recordings to one rate",
                where=str(path),
            )
