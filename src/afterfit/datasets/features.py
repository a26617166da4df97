"""Windows → the tensor that a model reads."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.transforms import transform_frames
from afterfit.errors import InputError
from afterfit.records import TargetWindows, Windows

_VALUES_AT_ONCE = 1 << 20  # keeps the double-precision intermediates within tens of megabytes


def extract_features(windows: Windows | TargetWindows, chain: FeatureChain) -> NDArray[np.float32]:
    """Return the features of each window, shape (n_samples, C, W, 1).

    Computed in float64, rounded to float32 at the end. With stacking "2D1" C is the variables;
    with "1D" C is 1 and W holds one variable after the other.

    Raises
    ------
    InputError
        The windows were cut for another chain, or a feature is not a number.

    Examples
    --------
    >>> chain = FeatureChain(frame_size=4, feat_ext_transform=("RAW_FE",))
    >>> windows = Windows([[[1, 2, 3, 6]]], ("x",), ("a",), [0], [0], ("a/1.csv",), [0], "test")
    >>> extract_features(windows, chain).ravel().tolist()
    [-2.0, -1.0, 0.0, 3.0]
    """
    _check_shape(windows, chain)
    features = np.empty((len(windows), *chain.feature_shape), np.float32)
    at_once = max(1, _VALUES_AT_ONCE // (chain.n_variables * chain.n_frames * chain.frame_size))
    for start in range(0, len(windows), at_once):
        batch = slice(start, start + at_once)
        exact = _features(windows.values[batch].astype(np.float64), chain)
        _check_finite(exact, windows, start)
        features[batch] = exact
    return features


def _features(values: NDArray[np.float64], chain: FeatureChain) -> NDArray[np.float64]:
    scaled = values / chain.scale if chain.scale is not None else values
    frames = sliding_window_view(scaled, chain.frame_size, axis=-1)[:, :, :: chain.stride]
    features: NDArray[np.float64] = transform_frames(frames, chain)
    return features.reshape(len(values), *chain.feature_shape)


def _check_shape(windows: Windows | TargetWindows, chain: FeatureChain) -> None:
    wanted = (len(windows), chain.n_variables, chain.n_steps)
    if windows.values.shape != wanted:
        raise InputError(
            f"the chain needs windows of shape {wanted}, got {windows.values.shape}; "
            "cut them with the same chain"
        )


def _check_finite(
    features: NDArray[np.float64], windows: Windows | TargetWindows, start: int
) -> None:
    fits = np.abs(features) <= np.finfo(np.float32).max
    if fits.all():
        return
    row = start + int((~fits.reshape(len(fits), -1).all(axis=1)).argmax())
    raise InputError(
        f"a feature of the window at row {windows.offset[row]} is not a finite number; LOG_DB "
        "needs values above 0: put ABS into feat_ext_transform, or raise log_threshold",
        where=windows.source_names[windows.source[row]],
    )
