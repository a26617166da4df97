import numpy as np
import pytest

from afterfit.datasets import PRESETS, FeatureChain, chain_warnings, extract_features, feature_chain
from afterfit.datasets.presets import UNAVAILABLE_PRESETS
from afterfit.errors import InputError
from afterfit.records import Windows

ARC, MOTOR, FULL = "ArcFault", "MotorFault", "Full_Bandwidth"
SHAPES = {
    "FFT1024Input_256Feature_1Frame_Full_Bandwidth": (1, 256, 1),
    "FFT1024Input_256Feature_1Frame_Half_Bandwidth": (1, 256, 1),
    "FFT1024Input_64Feature_4Frame_Half_Bandwidth": (1, 256, 1),
    "FFT1024Input_32Feature_8Frame_Quarter_Bandwidth": (1, 256, 1),
    "ArcFault_1024Input_256Feature_1Frame_Full_Bandwidth": (1, 256, 1),
    "ArcFault_1024Input_256Feature_1Frame_Half_Bandwidth": (1, 256, 1),
    "ArcFault_1024Input_64Feature_4Frame_Half_Bandwidth": (1, 256, 1),
    "ArcFault_1024Input_32Feature_8Frame_Quarter_Bandwidth": (1, 256, 1),
    "Input256_FFTBIN_16Feature_8Frame_3InputChannel_removeDC_1D": (1, 384, 1),
    "Input256_FFTBIN_16Feature_8Frame_3InputChannel_removeDC_2D1": (3, 128, 1),
    "Input256_FFT_128Feature_1Frame_3InputChannel_removeDC_2D1": (3, 128, 1),
    "Input128_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1": (3, 128, 1),
    "Generic_1024Input_FFTBIN_64Feature_8Frame": (1, 512, 1),
    "Generic_512Input_FFTBIN_32Feature_8Frame": (1, 256, 1),
    "Generic_256Input_FFTBIN_16Feature_8Frame": (1, 128, 1),
    "Generic_32Input_FFTBIN_4Feature_8Frame": (1, 32, 1),
    "Generic_1024Input_FFT_512Feature_1Frame": (1, 512, 1),
    "Generic_512Input_FFT_256Feature_1Frame": (1, 256, 1),
    "Generic_256Input_FFT_128Feature_1Frame": (1, 128, 1),
    "Generic_512Input_RAW_512Feature_1Frame": (1, 512, 1),
    "Generic_256Input_RAW_256Feature_1Frame": (1, 256, 1),
    "Generic_128Input_RAW_128Feature_1Frame": (1, 128, 1),
    "Generic_8Input_ABS_8Feature_1Frame": (11, 8, 1),
    "HandGesture256Input_RangeNormalize_1Frame": (3, 256, 1),
    "ECG2500Input_Roundoff_1Frame": (1, 2500, 1),
    "Custom_MotorFault": (3, 1, 1),
    "Custom_Default": (1, 1, 1),
    f"{ARC}_1024Input_FE_RFFT_128Feature_8Frame_1InputChannel_removeDC_{FULL}": (1, 1024, 1),
    f"{ARC}_512Input_FE_RFFT_32Feature_8Frame_1InputChannel_removeDC_{FULL}": (1, 256, 1),
    f"FFT256Input_FE_RFFT_16Feature_8Frame_removeDC_{FULL}": (1, 128, 1),
    f"{MOTOR}_256Input_FE_RFFT_16Feature_8Frame_3InputChannel_removeDC_1D": (1, 384, 1),
    f"{MOTOR}_256Input_FE_RFFT_16Feature_8Frame_3InputChannel_removeDC_2D1": (3, 128, 1),
    "FallDetection_256Input_FE_RFFT_8Feature_8Frame_3InputChannel_removeDC_2D1": (3, 64, 1),
    "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D": (1, 25, 25),
    "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D_FixedPoint": (1, 25, 25),
}
USERS_FRAME = {"Custom_ArcFault", *(f"Custom_{each}_MSPM0" for each in (ARC, MOTOR, "Default"))}
N_TENSORLAB_PRESETS = 40


def noise_windows(chain: FeatureChain, n: int = 2) -> Windows:
    shape = (n, chain.n_variables, chain.n_steps)
    return Windows(
        values=(np.random.default_rng(0).normal(size=shape) * 100).astype(np.float32),
        channel_names=tuple(f"x{i}" for i in range(chain.n_variables)),
        class_names=("a",),
        y_true=np.zeros(n, np.int64),
        source=np.zeros(n, np.int64),
        source_names=("a/0.csv",),
        offset=np.arange(n),
        split="test",
    )


def test_every_preset_of_tensorlab_is_known() -> None:
    assert set(SHAPES) | USERS_FRAME == set(PRESETS)
    assert len(PRESETS) + len(UNAVAILABLE_PRESETS) == N_TENSORLAB_PRESETS


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_shape_of_features(name: str, shape: tuple[int, ...]) -> None:
    chain = feature_chain(name, {})
    assert chain.feature_shape == shape
    assert extract_features(noise_windows(chain), chain).shape == (2, *shape)
    assert chain_warnings(chain) == ()


def test_custom_arc_fault_needs_the_users_frame() -> None:
    with pytest.raises(InputError, match="feature_size_per_frame"):
        feature_chain("Custom_ArcFault", {"frame_size": 512})
    chain = feature_chain("Custom_ArcFault", {"frame_size": 512, "feature_size_per_frame": 64})
    assert (chain.feature_shape, chain.log_base) == ((1, 64, 1), "e")


def test_the_users_keys_override_the_preset() -> None:
    name = "Generic_256Input_FFTBIN_16Feature_8Frame"
    chain = feature_chain(name, {"variables": 3, "num_frame_concat": 2, "log_mul": None})
    assert (chain.variables, chain.num_frame_concat, chain.log_mul) == (3, 2, 20)
    assert chain.feat_ext_transform == feature_chain(name, {}).feat_ext_transform


def test_keys_that_the_chain_does_not_need_are_left_alone() -> None:
    assert feature_chain(None, {"gof_test": True, "feature_extraction_name": "x"}) == FeatureChain()


def test_misspelt_key() -> None:
    with pytest.raises(
        InputError, match=r"frame_sise: unknown key \(did you mean 'frame_size'\?\)"
    ):
        feature_chain(None, {"frame_sise": 4})


def test_unknown_preset() -> None:
    with pytest.raises(InputError, match="did you mean 'Generic_512Input_RAW_512Feature_1Frame'"):
        feature_chain("Generic_512Input_RAW_512Features_1Frame", {})


@pytest.mark.parametrize("name", UNAVAILABLE_PRESETS)
def test_presets_not_offered_say_what_they_need(name: str) -> None:
    with pytest.raises(InputError, match=f"{name} needs FE_DECIMATE and FE_Q15, which"):
        feature_chain(name, {})
