import pytest

from afterfit.datasets import FeatureChain
from afterfit.datasets.window_layout import layout_of
from afterfit.records import ImageLayout, SignalLayout, SoundLayout, WindowLayout
from afterfit.signals import LogMel

SOUND = FeatureChain(
    sampling_rate=8000, frame_size=8000, feat_ext_transform=("LOG_MEL",), mel_bands=20
)


@pytest.mark.parametrize(
    ("chain", "layout"),
    [
        (FeatureChain(frame_size=64), SignalLayout()),
        (FeatureChain(image_size=(4, 6), frame_size=24, variables=3), ImageLayout(4, 6)),
        (SOUND, SoundLayout(8000, LogMel(bands=20))),
    ],
    ids=["signals", "images", "sound"],
)
def test_the_chain_tells_the_layout(chain: FeatureChain, layout: WindowLayout) -> None:
    assert layout_of(chain) == layout
