"""One window → what each step of a chain makes of it."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.transforms import STEPS


def follow_window(
    window: NDArray[np.floating], chain: FeatureChain
) -> list[tuple[str, NDArray[np.float64]]]:
    """Return name and values of each step that the features of one window go through.

    Complex spectra are given by their magnitude. The last values are the features in float64, as
    `extract_features` has them before it rounds to float32.

    Parameters
    ----------
    window : array of shape (n_channels, n_steps)
        Sensor readings as they were cut.

    Returns
    -------
    list of (str, array of shape (n_channels, n_frames, n_elements))
        One a step; "features" is the last, in the shape that the model takes.

    Examples
    --------
    >>> import numpy as np
    >>> chain = FeatureChain(frame_size=4, feat_ext_transform=("RAW_FE",))
    >>> steps = follow_window(np.array([[1.0, 2.0, 3.0, 6.0]]), chain)
    >>> [name for name, _ in steps], steps[-1][1].ravel().tolist()
    (['RAW_FE', 'features'], [-2.0, -1.0, 0.0, 3.0])
    """
    values = np.asarray(window, np.float64)
    found = []
    if chain.scale is not None:
        values = values / chain.scale
        found.append((f"divided by {chain.scale:g}", values[:, None]))
    frames = sliding_window_view(values, chain.frame_size, axis=-1)[None, :, :: chain.stride]
    for name in chain.steps:
        frames = STEPS[name](frames, chain)
        found.append((name, np.asarray(np.abs(frames) if frames.dtype.kind == "c" else frames)[0]))
    found.append(("features", np.asarray(frames, np.float64).reshape(chain.feature_shape)))
    return found
