"""Feature chain → how its windows are to be seen."""

from afterfit.datasets.chain import FeatureChain
from afterfit.records import ImageLayout, SignalLayout, SoundLayout, WindowLayout


def layout_of(chain: FeatureChain) -> WindowLayout:
    """Return the layout of the windows that *chain* cuts, before any feature.

    Pixels of files go from 0 to 255. Windows that become log-mel spectrograms are sound.

    Examples
    --------
    >>> layout_of(FeatureChain(image_size=(8, 8), frame_size=64, scale=255))
    ImageLayout(height=8, width=8, black=0.0, white=255.0, kind='image')
    """
    if chain.image_size is not None:
        height, width = chain.image_size
        return ImageLayout(height, width)
    if chain.summary == "LOG_MEL":
        return SoundLayout(chain.sampling_rate, chain.mel)
    return SignalLayout()
