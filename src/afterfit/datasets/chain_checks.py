"""What no chain of transforms can be; each check names the key to change."""

from math import prod
from typing import TYPE_CHECKING

from afterfit.datasets.settings import wrong
from afterfit.datasets.steps import PIR_FEATURES, PIR_POOLS, PIR_STEPS, Q15_SIZES, SUMMARY_STEPS

if TYPE_CHECKING:
    from afterfit.datasets.chain import FeatureChain

_FEWEST_POINTS = 4


def check_spectrum(chain: "FeatureChain") -> None:
    """Refuse a spectrum that is complex, empty, or too short for its bins."""
    if "FFT_FE" in chain.steps and "ABS" not in chain.steps:
        raise wrong("feat_ext_transform", "FFT_FE gives complex numbers; add ABS to the list")
    if chain.spectrum_size < 1:
        raise wrong("frame_size", f"DC_REMOVE leaves nothing of a frame of {chain.frame_size} rows")
    if chain.has_bins:
        _check_bins(chain)


def _check_bins(chain: "FeatureChain") -> None:
    bins = chain.feature_size_per_frame
    if chain.bin_width < 1:
        most = chain.frame_size // 2 // chain.analysis_bandwidth
        raise wrong(
            "feature_size_per_frame",
            f"must be at most {most}, which is frame_size // 2 // analysis_bandwidth, got {bins}",
        )
    last = chain.min_bin + chain.bin_width * ((bins or 0) - 1)
    if last >= chain.spectrum_size:
        raise wrong(
            "min_bin",
            f"the last of {bins} bins starts at element {last}, but a frame has only "
            f"{chain.spectrum_size}; lower min_bin or raise analysis_bandwidth",
        )


def check_fixed_point(chain: "FeatureChain") -> None:
    """Refuse a fixed-point chain that no device could compute."""
    if "FFT_Q15" not in chain.steps:
        alone = [step for step in ("Q15_SCALE", "Q15_MAG") if step in chain.steps]
        if alone:
            raise wrong("feat_ext_transform", f"{alone[0]} needs FFT_Q15 in the list")
        return
    if "FFT_FE" in chain.steps:
        raise wrong("feat_ext_transform", "takes FFT_FE or FFT_Q15, not both")
    if "Q15_MAG" not in chain.steps:
        raise wrong("feat_ext_transform", "FFT_Q15 gives complex numbers; add Q15_MAG to the list")
    if chain.frame_size not in Q15_SIZES:
        sizes = ", ".join(map(str, Q15_SIZES))
        raise wrong("frame_size", f"FFT_Q15 takes {sizes} rows, got {chain.frame_size}")


def check_summary(chain: "FeatureChain") -> None:
    """Refuse summaries that leave nothing, or that stand beside another one."""
    present = [step for step in SUMMARY_STEPS if step in chain.steps]
    if len(present) > 1:
        raise wrong("feat_ext_transform", f"takes one summary of a frame, got {', '.join(present)}")
    if chain.summary in (*PIR_STEPS, "KURT_FE"):
        _check_windows(chain)
    if chain.summary in PIR_STEPS:
        _check_pir(chain)
    if chain.summary in ("ENT_FE", "DOM_FE") and chain.fft_size < _FEWEST_POINTS:
        raise wrong("fft_size", f"must be at least {_FEWEST_POINTS} for {chain.summary}")


def _check_windows(chain: "FeatureChain") -> None:
    if chain.summary_stride < 1:
        raise wrong("stride_size", "is below one element of a frame; choose a larger one")
    if chain.chunk_size < _FEWEST_POINTS:
        raise wrong("chunk_size", f"must be at least {_FEWEST_POINTS} for a kurtosis")
    if chain.summary_window < chain.chunk_size:
        raise wrong(
            "window_count",
            f"{chain.window_count} windows each {chain.summary_stride} elements leave "
            f"{chain.summary_window} for a window, fewer than chunk_size ({chain.chunk_size})",
        )


def _check_pir(chain: "FeatureChain") -> None:
    if chain.fft_size % (2 * PIR_POOLS):
        raise wrong("fft_size", f"must be a multiple of {2 * PIR_POOLS}, got {chain.fft_size}")
    kurtoses = chain.summary_window // chain.chunk_size
    if kurtoses != PIR_FEATURES - PIR_POOLS - 5:
        raise wrong("chunk_size", f"must cut a window into 4 chunks, got {kurtoses}")
    others = [step for step in chain.feat_ext_transform if step != chain.summary]
    if others or chain.stacking != "2D1":
        raise wrong("feat_ext_transform", f"{chain.summary} stands alone, with stacking 2D1")


def check_mel(chain: "FeatureChain") -> None:
    """Refuse a spectrogram without frames, and an image that is cut or transformed."""
    if "LOG_MEL" in chain.feat_ext_transform:
        if chain.feat_ext_transform != ("LOG_MEL",) or chain.stacking != "2D1":
            raise wrong("feat_ext_transform", "LOG_MEL stands alone, with stacking 2D1")
        if chain.mel_hop < 1 or not 1 < chain.mel_frame <= chain.frame_size:
            raise wrong(
                "mel_frame_ms",
                f"gives frames of {chain.mel_frame} rows, every {chain.mel_hop}, in windows of "
                f"{chain.frame_size}; set sampling_rate (in Hz) and frame_size",
            )
    if chain.image_size is not None and chain.frame_size != prod(chain.image_size):
        raise wrong("frame_size", f"is {prod(chain.image_size)} for images, got {chain.frame_size}")
