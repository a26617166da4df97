from typing import Any

import pytest

from afterfit.datasets import FeatureChain, chain_warnings, feature_chain
from afterfit.errors import InputError

FFT = ["FFT_FE", "FFT_POS_HALF", "ABS"]


def test_defaults_are_those_of_the_reference() -> None:
    chain = FeatureChain()
    assert (chain.frame_size, chain.stride_size, chain.stride) == (1, 0.01, 1)
    assert (chain.log_mul, chain.log_base, chain.log_threshold) == (20, 10, 1e-100)
    assert (chain.min_bin, chain.normalize_bin, chain.analysis_bandwidth) == (1, False, 1)
    assert (chain.stacking, chain.offset, chain.scale, chain.dc_remove) == ("2D1", 0, None, True)


@pytest.mark.parametrize(
    ("settings", "stride"),
    [
        ({"frame_size": 100}, 100),
        ({"frame_size": 100, "data_proc_transforms": ["SimpleWindow"]}, 1),
        ({"frame_size": 99, "data_proc_transforms": ["SimpleWindow"]}, 99),
        ({"frame_size": 9, "stride_size": 0.5, "data_proc_transforms": "SimpleWindow"}, 4),
    ],
    ids=["without SimpleWindow", "1 % of a frame", "less than a row means a frame", "floor"],
)
def test_stride(settings: dict[str, Any], stride: int) -> None:
    assert feature_chain(None, settings).stride == stride


@pytest.mark.parametrize(
    ("settings", "shape"),
    [
        ({"frame_size": 8}, (1, 8, 1)),
        ({"frame_size": 8, "variables": 3}, (3, 8, 1)),
        ({"frame_size": 8, "variables": ["a", "b"], "stacking": "1D"}, (1, 16, 1)),
        ({"frame_size": 8, "feat_ext_transform": FFT}, (1, 5, 1)),
        ({"frame_size": 8, "feat_ext_transform": FFT, "min_bin": 3}, (1, 7, 1)),
        ({"frame_size": 8, "feat_ext_transform": FFT, "min_bin": 0}, (1, 5, 1)),
        ({"frame_size": 8, "feat_ext_transform": FFT, "min_bin": 9}, (1, 8, 1)),
        ({"frame_size": 8, "num_frame_concat": 3, "feat_ext_transform": ["CONCAT"]}, (1, 24, 1)),
    ],
    ids=["raw", "3 variables", "1D", "half", "half + 3", "min_bin 0", "min_bin 9", "concat"],
)
def test_feature_shape(settings: dict[str, Any], shape: tuple[int, ...]) -> None:
    assert feature_chain(None, settings).feature_shape == shape


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("frame_size", 0, "whole number of at least 1, got 0"),
        ("frame_size", 2.5, "whole number of at least 1, got 2.5"),
        ("frame_size", True, "whole number of at least 1, got True"),
        ("stride_size", 0, "above 0"),
        ("stride_size", "wide", "must be a number, got 'wide'"),
        ("analysis_bandwidth", 0.5, "whole number"),
        ("variables", 0, "at least 1"),
        ("variables", [], "a number of columns"),
        ("variables", ["ax", 1], "not a mixture"),
        ("variables", [0, 0], "twice"),
        ("variables", [-1], "not a mixture"),
        ("log_base", 1, "other than 1"),
        ("log_base", "ten", "must be a number"),
        ("stacking", "2D", "did you mean '2D1'?"),
        ("scale", 0, "must not be 0"),
        ("normalize_bin", 2, "True or False"),
        ("feature_size_per_frame", 0, "at least 1"),
        ("feat_ext_transform", ["FTT_FE"], "did you mean 'FFT_FE'?"),
        ("feat_ext_transform", ["HAAR"], "HAAR is not offered yet; offered are WINDOWING"),
        ("feat_ext_transform", ["FFT_Q15"], "add Q15_MAG"),
        ("feat_ext_transform", ["FFT_Q15", "Q15_MAG"], None),
        ("feat_ext_transform", ["FFT_Q15", "Q15_MAG", "FFT_FE", "ABS"], "not both"),
        ("feat_ext_transform", ["Q15_MAG"], "Q15_MAG needs FFT_Q15"),
        ("feat_ext_transform", ["ZCR_FE", "DOM_FE"], "one summary of a frame, got ZCR_FE, DOM_FE"),
        ("feat_ext_transform", ["DOM_FE"], None),
        ("feat_ext_transform", ["KURT_FE"], None),
        ("feat_ext_transform", ["FFT_FE"], "add ABS"),
        ("feat_ext_transform", ["BINNING"], None),
        ("feat_ext_transform", ["DC_REMOVE"], None),
        ("feat_ext_transform", 7, "must be a list"),
        ("data_proc_transforms", ["SimpleWindows"], "did you mean 'SimpleWindow'?"),
        ("log_threshold", float("nan"), "must be a number"),
        ("offset", -1, "at least 0"),
    ],
)
def test_impossible_values(key: str, value: object, message: str | None) -> None:
    with pytest.raises(InputError) as caught:
        feature_chain(None, {key: value})
    assert str(caught.value).startswith("data_processing_feature_extraction -> ")
    if message is not None:
        assert caught.value.where == f"data_processing_feature_extraction -> {key}"
        assert message in str(caught.value)


@pytest.mark.parametrize(
    ("steps", "key", "message"),
    [
        (["FFT_Q15", "Q15_MAG"], "frame_size", "FFT_Q15 takes 32, 64"),
        (["DOM_FE"], "fft_size", "must be at least 4 for DOM_FE"),
        (["KURT_FE"], "stride_size", "is below one element of a frame"),
    ],
)
def test_a_transform_that_needs_another_key(steps: list[str], key: str, message: str) -> None:
    with pytest.raises(InputError, match=f"-> {key}: .*{message}"):
        feature_chain(None, {"feat_ext_transform": steps})


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"feature_size_per_frame": 9}, "feature_size_per_frame"),
        ({"feature_size_per_frame": 8, "analysis_bandwidth": 2}, "feature_size_per_frame"),
        ({"feature_size_per_frame": 4, "min_bin": 30}, "min_bin"),
    ],
    ids=["more bins than half a frame", "more bins than the bandwidth", "bins behind the end"],
)
def test_bins_that_cannot_be_filled(settings: dict[str, Any], key: str) -> None:
    with pytest.raises(InputError, match=f"-> {key}:"):
        feature_chain(None, {"frame_size": 16, "feat_ext_transform": [*FFT, "BINNING"], **settings})


def test_downsample_cannot_add_rows() -> None:
    with pytest.raises(InputError, match="new_sr: must be at most sampling_rate"):
        FeatureChain(("Downsample",), sampling_rate=100, new_sr=200)


def test_numbers_that_yaml_reads_as_text() -> None:
    assert feature_chain(None, {"log_threshold": "1e-12"}).log_threshold == 1e-12


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"feat_ext_transform": ["ABS", "FFT_FE"], "frame_size": 4}, "as FFT_FE → ABS; the list"),
        ({"feat_ext_transform": ["ABS", "ABS"]}, "as ABS; the list says ABS → ABS"),
        (
            {"data_proc_transforms": ["Downsample"], "sampling_rate": 100, "new_sr": 30},
            "one row in 3 without an anti-alias filter",
        ),
        ({"sampling_rate": 100, "new_sr": 50}, "new_sr has no effect"),
        ({"resampling_factor": 2}, "resampling_factor has no effect"),
        ({"stride_size": 0.5}, "stride_size has no effect"),
        ({"num_frame_concat": 4}, "num_frame_concat has no effect"),
        ({"frame_skip": 4}, "frame_skip has no effect"),
        ({"frame_size": 4, "offset": 4}, "offset has no effect"),
    ],
)
def test_warnings(settings: dict[str, Any], words: str) -> None:
    (warning,) = chain_warnings(feature_chain(None, settings))
    assert words in warning


def test_nothing_to_warn_of() -> None:
    assert chain_warnings(FeatureChain(frame_size=4, feat_ext_transform=("FFT_FE", "ABS"))) == ()
