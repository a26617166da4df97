"""A preset's name and the user's settings → the chain."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from afterfit.datasets.chain import STEP_ORDER, FeatureChain
from afterfit.datasets.settings import wrong
from afterfit.errors import did_you_mean

Settings = Mapping[str, object]

_SPECTRUM = {
    "feat_ext_transform": (
        *("WINDOWING", "FFT_FE", "NORMALIZE", "FFT_POS_HALF", "ABS", "BINNING", "LOG_DB"),
        "CONCAT",
    ),
    "log_mul": 10,
    "log_base": "e",
    "log_threshold": 1e-12,
}
_DECIBEL = {"normalize_bin": True, "log_mul": 20, "log_base": 10, "log_threshold": 1e-100}
_FFT_STEPS = ("FFT_FE", "FFT_POS_HALF", "ABS", "DC_REMOVE", "LOG_DB", "CONCAT")
_BIN_STEPS = ("FFT_FE", "FFT_POS_HALF", "ABS", "DC_REMOVE", "BINNING", "LOG_DB", "CONCAT")
_Q15_STEPS = ("FFT_Q15", "Q15_SCALE", "Q15_MAG", "BIN_Q15")


def _arc(features: int, frames: int, bandwidth: int, min_bin: int = 1) -> Settings:
    return {
        **_SPECTRUM,
        "frame_size": 1024,
        "feature_size_per_frame": features,
        "num_frame_concat": frames,
        "min_bin": min_bin,
        "analysis_bandwidth": bandwidth,
    }


def _bins(frame: int, features: int, variables: int = 1, stacking: str = "2D1") -> Settings:
    return {
        **_DECIBEL,
        "feat_ext_transform": _BIN_STEPS,
        "frame_size": frame,
        "feature_size_per_frame": features,
        "num_frame_concat": 8,
        "variables": variables,
        "stacking": stacking,
    }


def _half_spectrum(frame: int, variables: int = 1) -> Settings:
    return {
        **_DECIBEL,
        "feat_ext_transform": _FFT_STEPS,
        "frame_size": frame,
        "feature_size_per_frame": frame // 2,
        "variables": variables,
    }


def _raw(frame: int, variables: int = 1) -> Settings:
    return {
        "feat_ext_transform": ("RAW_FE", "CONCAT"),
        "frame_size": frame,
        "feature_size_per_frame": frame,
        "variables": variables,
        "normalize_bin": True,
    }


_BANDWIDTHS: Mapping[str, Settings] = {
    "1024Input_256Feature_1Frame_Full_Bandwidth": _arc(256, 1, 1),
    "1024Input_256Feature_1Frame_Half_Bandwidth": _arc(256, 1, 2, min_bin=122),
    "1024Input_64Feature_4Frame_Half_Bandwidth": _arc(64, 4, 2),
    "1024Input_32Feature_8Frame_Quarter_Bandwidth": _arc(32, 8, 4),
}

PRESETS: Mapping[str, Settings] = MappingProxyType(
    {
        **{f"FFT{name}": settings for name, settings in _BANDWIDTHS.items()},
        **{f"ArcFault_{name}": settings for name, settings in _BANDWIDTHS.items()},
        "Input256_FFTBIN_16Feature_8Frame_3InputChannel_removeDC_1D": _bins(256, 16, 3, "1D"),
        "Input256_FFTBIN_16Feature_8Frame_3InputChannel_removeDC_2D1": _bins(256, 16, 3),
        "Input256_FFT_128Feature_1Frame_3InputChannel_removeDC_2D1": _half_spectrum(256, 3),
        "Input128_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1": _raw(128, 3),
        "Generic_1024Input_FFTBIN_64Feature_8Frame": _bins(1024, 64),
        "Generic_512Input_FFTBIN_32Feature_8Frame": _bins(512, 32),
        "Generic_256Input_FFTBIN_16Feature_8Frame": _bins(256, 16),
        "Generic_32Input_FFTBIN_4Feature_8Frame": _bins(32, 4),
        "Generic_1024Input_FFT_512Feature_1Frame": _half_spectrum(1024),
        "Generic_512Input_FFT_256Feature_1Frame": _half_spectrum(512),
        "Generic_256Input_FFT_128Feature_1Frame": _half_spectrum(256),
        "Generic_512Input_RAW_512Feature_1Frame": _raw(512),
        "Generic_256Input_RAW_256Feature_1Frame": _raw(256),
        "Generic_128Input_RAW_128Feature_1Frame": _raw(128),
        "Generic_8Input_ABS_8Feature_1Frame": {
            "feat_ext_transform": ("ABS", "LOG_DB", "CONCAT"),
            "frame_size": 8,
            "feature_size_per_frame": 8,
            "variables": 11,
        },
        "HandGesture256Input_RangeNormalize_1Frame": {
            "data_proc_transforms": ("SimpleWindow",),
            "frame_size": 256,
            "stride_size": 0.25,
            "variables": 3,
            "scale": 4096,
        },
        "ECG2500Input_Roundoff_1Frame": {
            "feat_ext_transform": ("ROUND_OFF",),
            "frame_size": 2500,
        },
        "Custom_ArcFault": _SPECTRUM,
        "Custom_MotorFault": {"normalize_bin": True, "variables": 3},
        "Custom_Default": {"normalize_bin": True},
    }
)
"""Preset name → the settings it makes; the Custom ones leave the frame to the user."""

UNAVAILABLE_PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "ArcFault_1024Input_FE_RFFT_128Feature_8Frame_1InputChannel_removeDC_"
                "Full_Bandwidth",
                "ArcFault_512Input_FE_RFFT_32Feature_8Frame_1InputChannel_removeDC_Full_Bandwidth",
                "FFT256Input_FE_RFFT_16Feature_8Frame_removeDC_Full_Bandwidth",
                "MotorFault_256Input_FE_RFFT_16Feature_8Frame_3InputChannel_removeDC_1D",
                "MotorFault_256Input_FE_RFFT_16Feature_8Frame_3InputChannel_removeDC_2D1",
                "FallDetection_256Input_FE_RFFT_8Feature_8Frame_3InputChannel_removeDC_2D1",
                "Custom_ArcFault_MSPM0",
                "Custom_MotorFault_MSPM0",
                "Custom_Default_MSPM0",
            ),
            _Q15_STEPS,
        ),
        "MotorFault_128Input_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1": (
            "FE_DECIMATE",
            "FE_Q15",
        ),
        "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D": ("PIR_FE",),
        "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D_FixedPoint": ("PIR_FE_Q15",),
    }
)
"""Preset name → the transforms it needs that are not offered yet."""

_OTHER_KEYS = frozenset(
    (
        *("feature_extraction_name", "target_variables", "forecast_horizon", "gain_variations"),
        *("q15_scale_factor", "window_count", "chunk_size", "fft_size", "gof_test"),
        *("store_feat_ext_data", "feat_ext_store_dir", "dont_train_just_feat_ext"),
        "nn_for_feature_extraction",
    )
)
"""Keys of the section that say nothing about the chain; whoever reads the config reports them."""


def feature_chain(name: str | None, settings: Settings) -> FeatureChain:
    """Return the chain of preset *name*, with the user's *settings* in place of the preset's.

    Parameters
    ----------
    name : str or None
        A key of ``PRESETS``; None starts from the defaults of ``FeatureChain``.
    settings : mapping
        Keys of data_processing_feature_extraction that the user wrote. A None leaves the value
        to the preset; keys of the section that the chain does not need are left alone.

    Raises
    ------
    InputError
        Unknown or not offered preset, transform or key, or an impossible value; the message
        starts with the key's path.

    Examples
    --------
    >>> chain = feature_chain("Generic_256Input_FFTBIN_16Feature_8Frame", {"variables": 3})
    >>> chain.feature_shape
    (3, 128, 1)
    """
    chosen = {**_preset(name), **_chain_settings(settings)}
    return FeatureChain(**chosen)  # type: ignore[arg-type]  # checked by the chain itself


def _preset(name: str | None) -> Settings:
    if name is None:
        return {}
    if name in UNAVAILABLE_PRESETS:
        raise wrong(
            "feature_extraction_name",
            f"the preset {name} needs "
            f"{', '.join(UNAVAILABLE_PRESETS[name])}, not offered yet; offered transforms are "
            f"{', '.join(STEP_ORDER)}",
        )
    if name not in PRESETS:
        raise wrong(
            "feature_extraction_name",
            f"unknown preset {name!r}{did_you_mean(name, PRESETS)}; known are {', '.join(PRESETS)}",
        )
    return PRESETS[name]


def _chain_settings(settings: Settings) -> dict[str, object]:
    known = {field.name for field in fields(FeatureChain)}
    for key in settings:
        if key not in known | _OTHER_KEYS:
            raise wrong(key, f"unknown key{did_you_mean(key, known | _OTHER_KEYS)}")
    return {key: settings[key] for key in settings if key in known and settings[key] is not None}
