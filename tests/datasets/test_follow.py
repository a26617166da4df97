import numpy as np
import pytest

from afterfit.datasets import PRESETS, FeatureChain, extract_features, feature_chain, follow_window
from tests.datasets.test_features import windows_of

COMPLETE = sorted(name for name in PRESETS if not name.startswith("Custom_"))


@pytest.mark.parametrize("preset", COMPLETE)
def test_the_last_step_is_what_the_model_reads(preset: str) -> None:
    chain = feature_chain(preset, {})
    values = np.random.default_rng(0).normal(0, 100, (1, chain.n_variables, chain.n_steps))
    windows = windows_of(values)
    name, features = follow_window(windows.values[0], chain)[-1]
    assert name == "features"
    assert features.astype(np.float32).tolist() == extract_features(windows, chain)[0].tolist()


def test_every_step_is_given_by_its_name_and_spectra_by_their_magnitude() -> None:
    chain = FeatureChain(
        frame_size=8, scale=2, feat_ext_transform=("FFT_FE", "FFT_POS_HALF", "ABS")
    )
    ramp = np.arange(8.0)[None]
    steps = dict(follow_window(ramp, chain))
    assert list(steps) == ["divided by 2", "FFT_FE", "FFT_POS_HALF", "ABS", "features"]
    assert steps["divided by 2"].ravel().tolist() == (ramp / 2).ravel().tolist()
    spectrum = np.abs(np.fft.fft(ramp / 2)).ravel()
    assert steps["FFT_FE"].ravel() == pytest.approx(spectrum)
    assert steps["FFT_POS_HALF"].ravel().tolist() == steps["ABS"].ravel().tolist()
