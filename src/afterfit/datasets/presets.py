"""A preset's name and the user's settings → the chain."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from afterfit.datasets.chain import FeatureChain
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
_FIXED_POINT: Settings = {
    "feat_ext_transform": ("FFT_Q15", "Q15_SCALE", "Q15_MAG", "DC_REMOVE", "BIN_Q15", "CONCAT"),
    "normalize_bin": True,
}


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


def _fixed(
    frame: int, features: int, shift: int, variables: int = 1, stacking: str = "2D1", skip: int = 1
) -> Settings:
    return {
        **_FIXED_POINT,
        "frame_size": frame,
        "feature_size_per_frame": features,
        "num_frame_concat": 8,
        "frame_skip": skip,
        "q15_scale_factor": shift,
        "variables": variables,
        "stacking": stacking,
    }


def _pir(step: str) -> Settings:
    return {
        "feat_ext_transform": (step,),
        "frame_size": 125,
        "window_count": 25,
        "chunk_size": 8,
        "stride_size": 0.032,
        "fft_size": 64,
        "sampling_rate": 31.25,
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
        "ArcFault_1024Input_FE_RFFT_128Feature_8Frame_1InputChannel_removeDC_Full_Bandwidth": (
            _fixed(1024, 128, shift=4, skip=8)
        ),
        "ArcFault_512Input_FE_RFFT_32Feature_8Frame_1InputChannel_removeDC_Full_Bandwidth": (
            _fixed(512, 32, shift=5)
        ),
        "FFT256Input_FE_RFFT_16Feature_8Frame_removeDC_Full_Bandwidth": _fixed(256, 16, shift=5),
        "MotorFault_256Input_FE_RFFT_16Feature_8Frame_3InputChannel_removeDC_1D": (
            _fixed(256, 16, shift=5, variables=3, stacking="1D")
        ),
        "MotorFault_256Input_FE_RFFT_16Feature_8Frame_3InputChannel_removeDC_2D1": (
            _fixed(256, 16, shift=5, variables=3)
        ),
        "FallDetection_256Input_FE_RFFT_8Feature_8Frame_3InputChannel_removeDC_2D1": (
            _fixed(256, 8, shift=5, variables=3)
        ),
        "Custom_ArcFault_MSPM0": {**_FIXED_POINT, "frame_skip": 8, "q15_scale_factor": 4},
        "Custom_MotorFault_MSPM0": {**_FIXED_POINT, "variables": 3, "q15_scale_factor": 5},
        "Custom_Default_MSPM0": {**_FIXED_POINT, "q15_scale_factor": 5},
        "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D": _pir("PIR_FE"),
        "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D_FixedPoint": _pir("PIR_FE_Q15"),
    }
)
"""Preset name → the settings it makes; the Custom ones leave the frame to the user."""

UNAVAILABLE_PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "MotorFault_128Input_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1": (
            "FE_DECIMATE",
            "FE_Q15",
        ),
    }
)
"""Preset name → the transforms it needs that exist on the device alone."""

_OTHER_KEYS = frozenset(
    (
        *("feature_extraction_name", "target_variables", "forecast_horizon", "gain_variations"),
        *("store_feat_ext_data", "feat_ext_store_dir", "dont_train_just_feat_ext"),
        *("nn_for_feature_extraction", "gof_test"),
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
            f"{' and '.join(UNAVAILABLE_PRESETS[name])}, which exist on the device alone: no "
            "definition of them is published to compute the features here; the nearest preset is "
            "Input128_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1",
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
